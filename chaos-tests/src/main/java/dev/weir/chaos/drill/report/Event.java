package dev.weir.chaos.drill.report;

import java.util.Locale;

/**
 * Something that happened.
 *
 * @param seconds since the fault; negative before it
 * @param kind {@code drill}, {@code breaker}, {@code view} or {@code bridge}
 * @param who tells
 * @param what for people
 */
public record Event(double seconds, String kind, String who, String what) {

  /**
   * Whether a breaker came to a state by it.
   *
   * @param state such as {@code open}
   */
  boolean isMoveTo(String state) {
    return kind.equals(BREAKER)
        && what.toLowerCase(Locale.ROOT).matches("[^:]+:[^:]+(→|->)\\s*" + state + "\\b.*");
  }

  /** Of the drill itself. */
  public static final String DRILL = "drill";

  /** Of a region's breaker at a node. */
  public static final String BREAKER = "breaker";

  /** Of who belongs to a region, as a node sees it. */
  public static final String VIEW = "view";

  /** Of the bridge between regions. */
  public static final String BRIDGE = "bridge";
}
