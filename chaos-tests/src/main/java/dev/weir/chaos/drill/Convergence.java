package dev.weir.chaos.drill;

import dev.weir.chaos.checker.Losses;
import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.Target;
import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Version;
import dev.weir.chaos.workload.ChannelContents;
import dev.weir.client.WeirClient;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is there, in one region or in all, and holds it against what was acknowledged. */
final class Convergence {

  private final DrillSpec spec;
  private final Crowd crowd;
  private final Ticker ticker;

  Convergence(DrillSpec spec, Crowd crowd, Ticker ticker) {
    this.spec = spec;
    this.crowd = crowd;
    this.ticker = ticker;
  }

  /** What each channel holds, by strong reads, tried until patience is over; empty in vain. */
  Map<Integer, Map<Long, Integer>> everywhere(Target through) {
    Map<Integer, Map<Long, Integer>> contents = new HashMap<>();
    try (WeirClient client = crowd.direct(through)) {
      var _ =
          Patience.holdsWithin(spec.timing().patience(), () -> readAll(client, contents), ticker);
    } catch (WeirException _) {
      // Nobody answers there: the channels that were not read are counted.
    }
    return contents;
  }

  private boolean readAll(WeirClient client, Map<Integer, Map<Long, Integer>> contents) {
    ChannelContents reader = new ChannelContents(client, ReadLevel.STRONG, ticker);
    try {
      for (int channel = 0; channel < spec.load().channels(); channel++) {
        if (!contents.containsKey(channel)) {
          contents.put(channel, reader.of(new ChannelId(crowd.firstChannel() + channel)));
        }
      }
      return true;
    } catch (WeirException e) {
      return false;
    }
  }

  /** Acknowledged writes that each region alone lacks, waited for until patience is over. */
  Map<String, Long> missing(List<Target> targets) {
    Map<String, Long> missing = new LinkedHashMap<>();
    for (Target target : targets) {
      try (WeirClient client = crowd.direct(target)) {
        var _ =
            Patience.holdsWithin(
                spec.timing().patience(),
                () -> {
                  long lacking = losses(client, crowd.history()).map(Losses::missing).orElse(-1L);
                  missing.put(target.region().name(), lacking);
                  return lacking == 0;
                },
                ticker);
      } catch (WeirException _) {
        missing.put(target.region().name(), -1L);
      }
    }
    return missing;
  }

  /** What each channel holds in one region alone; empty if that cannot be read. */
  Optional<Map<Integer, Map<Long, Integer>>> contents(Target survivor) {
    Map<Integer, Map<Long, Integer>> contents = new HashMap<>();
    try (WeirClient client = crowd.direct(survivor)) {
      ChannelContents reader = new ChannelContents(client, ReadLevel.SESSION, ticker);
      for (int channel = 0; channel < spec.load().channels(); channel++) {
        contents.put(channel, reader.of(new ChannelId(crowd.firstChannel() + channel)));
      }
      return Optional.of(contents);
    } catch (WeirException e) {
      return Optional.empty();
    }
  }

  private Optional<Losses> losses(WeirClient client, RecordedHistory history) {
    ChannelContents reader = new ChannelContents(client, ReadLevel.SESSION, ticker);
    try {
      return Optional.of(
          Losses.of(history, channel -> reader.of(new ChannelId(crowd.firstChannel() + channel))));
    } catch (WeirException e) {
      return Optional.empty();
    }
  }

  /** What was acknowledged before a moment; of later deletions only that they may have been. */
  static RecordedHistory before(RecordedHistory history, long nanos) {
    RecordedHistory earlier = new RecordedHistory();
    int size = history.size();
    for (int i = 0; i < size; i++) {
      Operation each = history.operation(i);
      if (each.action() instanceof Action.Write write) {
        boolean isEarlier = each.isOk() && each.span().endedNanos() - nanos < 0;
        if (isEarlier) {
          earlier.add(each);
        } else if (write.version() == Version.DELETED) {
          earlier.add(
              new Operation(
                  each.session(),
                  each.channel(),
                  write,
                  Outcome.UNKNOWN,
                  each.span(),
                  each.terms(),
                  each.told()));
        }
      }
    }
    return earlier;
  }
}
