package dev.weir.chaos.history;

/**
 * One operation of one session.
 *
 * @param session its number
 * @param channel the channel's number among those of the history, or {@link #EVERY_CHANNEL}
 */
public record Operation(int session, int channel, Action action, Outcome outcome, Span span) {

  /** Of an operation that is about no channel in particular. */
  public static final int EVERY_CHANNEL = -1;

  public boolean isOk() {
    return outcome == Outcome.OK;
  }
}
