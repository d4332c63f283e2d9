package dev.weir.node.admin;

import java.util.List;
import java.util.Optional;

/**
 * The last order given for a region.
 *
 * @param kind {@code serve}, {@code evacuate} or {@code lost}
 * @param inForce whether it holds now: not if it has expired, or only took another back
 * @param steps of an evacuation, percentages; else empty
 * @param stepMillis how long each step lasts
 * @param awayShare how much of the region's requests is sent away now, in percent
 * @param setAt when it was given, as in ISO 8601
 * @param expiresAt from when it holds no more, as in ISO 8601; empty for never
 * @param expiresInMillis until then; empty for never, 0 if it has expired
 * @param by who gave it
 * @param revision microseconds since 1970; of two orders the one with the higher revision holds
 */
public record OrderView(
    String kind,
    boolean inForce,
    List<Integer> steps,
    long stepMillis,
    int awayShare,
    String setAt,
    Optional<String> expiresAt,
    Optional<Long> expiresInMillis,
    String by,
    long revision) {

  public static final String EVACUATE = "evacuate";
  public static final String LOST = "lost";

  public OrderView {
    steps = List.copyOf(steps);
  }
}
