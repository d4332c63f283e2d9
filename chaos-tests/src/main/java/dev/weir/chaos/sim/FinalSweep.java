package dev.weir.chaos.sim;

import dev.weir.chaos.history.Version;
import dev.weir.chaos.observed.Sweep;
import dev.weir.client.WeirClient;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Slice;
import dev.weir.topology.ChannelId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads a channel whole, page by page, and says what it holds. */
final class FinalSweep {

  private static final int LIMIT = 200;
  private static final int MOST_TRIES = 5;

  private final WeirClient client;
  private final ReadLevel level;
  private final int region;
  private final Consumer<Sweep> done;
  private final Consumer<String> failed;
  private final Map<Long, Integer> contents = new TreeMap<>();
  private int tries;

  /**
   * A sweep that has not begun.
   *
   * @param region as of {@link Sweep}
   * @param failed told if a page cannot be had
   */
  FinalSweep(
      WeirClient client,
      ReadLevel level,
      int region,
      Consumer<Sweep> done,
      Consumer<String> failed) {
    this.client = client;
    this.level = level;
    this.region = region;
    this.done = done;
    this.failed = failed;
  }

  /** Begins. */
  void begin(ChannelId channel, int number) {
    read(channel, number, Slice.newest());
  }

  private void read(ChannelId channel, int number, Slice slice) {
    History history = new History(channel, slice, LIMIT);
    var unused =
        client
            .pass(history, client.call().at(level))
            .whenComplete((served, failure) -> {
              if (failure == null) {
                took(channel, number, served.answer());
              } else if (++tries < MOST_TRIES) {
                read(channel, number, slice);
              } else {
                failed.accept("channel %d of region %d: %s".formatted(number, region, failure));
              }
            });
  }

  private void took(ChannelId channel, int number, Page page) {
    for (Message message : page.messages()) {
      contents.put(message.id().value(), Version.of(message));
    }
    Optional<Slice.Before> older = page.older();
    if (older.isPresent()) {
      read(channel, number, older.get());
    } else {
      done.accept(new Sweep(number, region, contents));
    }
  }
}
