package dev.weir.messages;

/** Whoever waits for an answer, and may be gone before it comes. */
@FunctionalInterface
public interface Caller {

  /** One that waits for as long as its deadline lets it. */
  Caller STAYS = () -> false;

  /** Whether nobody would hear the answer any more. Quick, never blocks; any thread. */
  boolean isGone();
}
