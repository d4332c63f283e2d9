package dev.weir.chaos.drill.report;

/**
 * Something that happened.
 *
 * @param seconds since the fault; negative before it
 * @param kind {@code drill}, {@code breaker}, {@code view} or {@code bridge}
 * @param who tells
 * @param what for people
 */
public record Event(double seconds, String kind, String who, String what) {

  /** Of the drill itself. */
  public static final String DRILL = "drill";

  /** Of a region's breaker at a node. */
  public static final String BREAKER = "breaker";

  /** Of who belongs to a region, as a node sees it. */
  public static final String VIEW = "view";

  /** Of the bridge between regions. */
  public static final String BRIDGE = "bridge";
}
