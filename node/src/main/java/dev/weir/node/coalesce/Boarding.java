package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Tokens;

/** What became of a read that wanted to join others. */
sealed interface Boarding<A extends Answer> {

  /** It waits for a flight that is under way. */
  record Joined<A extends Answer>() implements Boarding<A> {

    private static final Joined<?> JOINED = new Joined<>();

    @SuppressWarnings("unchecked") // It holds nothing of any type.
    static <A extends Answer> Boarding<A> joined() {
      return (Boarding<A>) JOINED;
    }
  }

  /** It waits for this one, whose query is to be sent now. */
  record Leads<A extends Answer>(Flight<A> flight) implements Boarding<A> {}

  /**
   * So many of the channel's flights are under way that no more are offered to others. What it
   * claims goes with it: it may meet flights at the owner.
   */
  record Alone<A extends Answer>(Tokens claims) implements Boarding<A> {}

  /** Too many wait already. */
  record Refused<A extends Answer>(String why) implements Boarding<A> {}
}
