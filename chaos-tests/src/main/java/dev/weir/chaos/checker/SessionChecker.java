package dev.weir.chaos.checker;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.RecordedHistory;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Checks what sessions were promised, on all of a history: each goes through time with what it
 * knows (its acknowledged writes, what it saw, what it was handed), and every read is held against
 * what its session knew when it began. Channel by channel, in n log n.
 *
 * <p>Beyond the sessions, what was acknowledged long before a read began is held against it, too,
 * whoever wrote it: no read that is under way is so old. That holds within one region; another one
 * may lack it for as long as it is cut off.
 *
 * <p>An answer that says that it may fall short may, and an EVENTUAL read was promised nothing: of
 * both only what is shown counts, not what is missing. A STRONG one has to show what anybody was
 * acknowledged before it began.
 */
public final class SessionChecker {

  private final OptionalLong oldestFlightNanos;

  private SessionChecker(OptionalLong oldestFlightNanos) {
    this.oldestFlightNanos = oldestFlightNanos;
  }

  /**
   * A checker of what several regions did: it knows no time after which everybody reads everything.
   */
  public static SessionChecker ofSeveralRegions() {
    return new SessionChecker(OptionalLong.empty());
  }

  /**
   * A checker of what one region did.
   *
   * @param oldestFlight no read is answered by a query that began so long before it
   */
  public SessionChecker(Duration oldestFlight) {
    this(OptionalLong.of(oldestFlight.toNanos()));
  }

  /** Checks everything; blocks, for some seconds per million operations. */
  public Verdict check(RecordedHistory history) {
    Findings findings = new Findings();
    TreeMap<Integer, Integer> sizes = new TreeMap<>();
    for (int i = 0; i < history.size(); i++) {
      sizes.merge(history.channel(i), 1, Integer::sum);
    }
    for (int channel : sizes.keySet()) {
      if (channel != Operation.EVERY_CHANNEL) {
        int[] operations =
            IntStream.range(0, history.size())
                .filter(i ->
                    history.channel(i) == channel || history.channel(i) == Operation.EVERY_CHANNEL)
                .toArray();
        new ChannelCheck(history, operations, oldestFlightNanos, findings).run();
      }
    }
    return findings.verdict();
  }
}
