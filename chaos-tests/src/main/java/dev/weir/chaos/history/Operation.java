package dev.weir.chaos.history;

/**
 * One operation of one session.
 *
 * @param session its number
 * @param channel the channel's number among those of the history, or {@link #EVERY_CHANNEL}
 */
public record Operation(
    int session, int channel, Action action, Outcome outcome, Span span, Terms terms, Told told) {

  /** Of an operation that is about no channel in particular. */
  public static final int EVERY_CHANNEL = -1;

  /** One that was asked for as usual, and of whose answer no more is known. */
  public Operation(int session, int channel, Action action, Outcome outcome, Span span) {
    this(session, channel, action, outcome, span, Terms.DEFAULT, Told.NOTHING);
  }

  public boolean isOk() {
    return outcome == Outcome.OK;
  }

  /** Whether the answer said that it may fall short of what was asked. */
  public boolean isDegraded() {
    return told.degraded().isPresent();
  }
}
