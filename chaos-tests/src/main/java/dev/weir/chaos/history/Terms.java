package dev.weir.chaos.history;

import dev.weir.messages.Durability;
import dev.weir.messages.ReadLevel;

/**
 * How an operation was asked for.
 *
 * @param home the number of the region that its session is at home in
 * @param level of a read
 * @param durability of a write
 */
public record Terms(int home, ReadLevel level, Durability durability) {

  /** What is asked if nothing is said: region 0's sessions, and writes that one region keeps. */
  public static final Terms DEFAULT = new Terms(0, ReadLevel.SESSION, Durability.REGION);
}
