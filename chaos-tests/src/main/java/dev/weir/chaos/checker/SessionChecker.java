package dev.weir.chaos.checker;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.RecordedHistory;
import java.time.Duration;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Checks what sessions were promised, on all of a history: each goes through time with what it
 * knows (its acknowledged writes, what it saw, what it was handed), and every read is held against
 * what its session knew when it began. Channel by channel, in n log n.
 *
 * <p>Beyond the sessions, what was acknowledged long before a read began is held against it, too,
 * whoever wrote it: no read that is under way is so old.
 */
public final class SessionChecker {

  private final long oldestFlightNanos;

  /**
   * A checker.
   *
   * @param oldestFlight no read is answered by a query that began so long before it
   */
  public SessionChecker(Duration oldestFlight) {
    this.oldestFlightNanos = oldestFlight.toNanos();
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
