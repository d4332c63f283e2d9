package dev.weir.node.admin;

/**
 * A node of the region, as one of its nodes sees it.
 *
 * @param address where clients reach it
 * @param admin where operators reach it
 * @param weight what it takes in comparison with others
 * @param phase what it says that it is about to do: {@code serving}, {@code draining}, {@code
 *     restarting}
 * @param present whether it is there
 * @param coordinator whether it plans who owns what
 * @param owned ranges that it owns
 * @param standby ranges that it stands by for
 */
public record MemberView(
    String node,
    String address,
    String admin,
    int weight,
    String phase,
    boolean present,
    boolean coordinator,
    int owned,
    int standby) {

  public static final String SERVING = "serving";
  public static final String DRAINING = "draining";
}
