package dev.weir.node.ingest;

import java.time.Duration;

/**
 * What an import did, counted over the whole source, with what was done before an interruption.
 *
 * @param messages lines accepted: their messages are stored, now or from before
 * @param added messages that no read found beforehand; one that was deleted counts, though it stays
 *     deleted
 * @param channels channels seen; more than the import tracks at once may count twice
 * @param rejected lines rejected
 * @param resumedAtLine the lines done by earlier imports; 0 if this one began at the start
 * @param messagesNow messages of this run alone, for its speed
 * @param elapsed the time of this run alone
 * @param end how far it came
 */
public record ImportSummary(
    long messages,
    long added,
    long channels,
    long rejected,
    long resumedAtLine,
    long messagesNow,
    Duration elapsed,
    End end) {

  /**
   * Where the import ended.
   *
   * @param line the last line that is done
   * @param stopped whether it was asked to stop, so there may be more lines
   */
  public record End(long line, boolean stopped) {}

  /** Messages per second of this run. */
  public double perSecond() {
    long nanos = elapsed.toNanos();
    return nanos == 0 ? 0 : messagesNow * 1e9 / nanos;
  }
}
