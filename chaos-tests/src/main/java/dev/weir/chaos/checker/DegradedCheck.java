package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Told;
import dev.weir.chaos.history.Version;
import dev.weir.messages.Degraded;
import java.util.Optional;

/**
 * Whether a degraded answer owns up to all that it lacks: {@code may miss writes of R acknowledged
 * before T} excuses what its session learned from an answer of region R that was given before T, by
 * R's clock; not what the region that answers now has shown or kept itself, nor what any other one
 * has, nor what is later.
 */
final class DegradedCheck {

  private static final long NANOS_PER_MICRO = 1_000;

  private final ChannelHistory channel;
  private final long skewMicros;
  private final Findings findings;

  DegradedCheck(ChannelHistory channel, CheckerSettings settings, Findings findings) {
    this.channel = channel;
    this.skewMicros = settings.skew().toNanos() / NANOS_PER_MICRO;
    this.findings = findings;
  }

  /** Holds a degraded answer against what its session knows, region by region. */
  void judge(Operation read, Action.Read page, Shown shown, Memory memory) {
    Degraded said = read.told().degraded().orElseThrow();
    // What nobody knows where it came from proves nothing.
    for (int region = 0; region < memory.regions() + Told.NOBODY; region++) {
      Knowledge knowledge = memory.of(region);
      for (int at = knowledge.ceiling(shown.first()); at < knowledge.size(); at++) {
        int place = knowledge.message(at);
        Biography message = channel.messages().get(place);
        if (!page.coverage().holds(message.id())) {
          break;
        }
        findings.judged(Invariant.UNDECLARED);
        Operation source = channel.operation(knowledge.operation(at));
        int version = shown.version(place);
        if (ChannelCheck.contradicts(read, message, version, knowledge.version(at))
            && !excuses(said, read.told().region(), source)
            && !lacksTheMessage(read, message, version, source)) {
          findings.violated(Invariant.UNDECLARED, message.id(), read, Optional.of(source));
        }
      }
    }
  }

  /**
   * Whether the session knows of an edit that the answering region kept, of a message that another
   * one did: without that, there is nothing to show.
   */
  private boolean lacksTheMessage(
      Operation read, Biography message, int version, Operation source) {
    boolean isEdit =
        source.action() instanceof Action.Write write
            && write.version() > Version.APPENDED
            && write.version() < Version.DELETED;
    if (version != Shown.ABSENT || !isEdit) {
      return false;
    }
    Degraded said = read.told().degraded().orElseThrow();
    Optional<Edition> appended = message.edition(Version.APPENDED);
    return appended.isEmpty()
        || appended.get().tries().stream()
            .filter(one -> one.isOk() && one.span().endedNanos() <= read.span().startedNanos())
            .allMatch(one -> excuses(said, read.told().region(), one));
  }

  private boolean excuses(Degraded said, int answerer, Operation source) {
    Told told = source.told();
    if (answerer == Told.NOBODY) {
      return true;
    }
    boolean named =
        said.region() == Degraded.SEVERAL_REGIONS
            ? told.region() != answerer
            : told.region() == said.region() && told.region() != answerer;
    return named
        && (told.atMicros() == Told.NEVER || told.atMicros() < said.beforeMicros() + skewMicros);
  }
}
