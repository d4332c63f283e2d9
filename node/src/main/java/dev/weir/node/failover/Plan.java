package dev.weir.node.failover;

import dev.weir.messages.Answer;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;

/**
 * What a journey does next, decided under its lock and done outside of it.
 *
 * @param <A> what was asked for
 */
sealed interface Plan<A extends Answer> {

  /** Nothing, until something happens. */
  record Await<A extends Answer>() implements Plan<A> {}

  /** Sends an attempt that its guards have admitted. */
  record Ask<A extends Answer>(Attempt attempt) implements Plan<A> {}

  /** Ends in success. */
  record Give<A extends Answer>(Served<A> served) implements Plan<A> {}

  /** Ends in failure. */
  record Fail<A extends Answer>(WeirException failure) implements Plan<A> {}
}
