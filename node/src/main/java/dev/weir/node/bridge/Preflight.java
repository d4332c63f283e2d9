package dev.weir.node.bridge;

import dev.weir.node.orders.Orders;
import dev.weir.topology.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the other regions can carry one more: looked at before a region is evacuated.
 *
 * @param leaving whose requests are to go elsewhere
 * @param load of that region in requests a second, by its newest digest
 * @param needed what the others must have to spare: a fifth more than that
 * @param spare what those of them have together that may take requests
 * @param survivors the other regions, and what is wrong with those that may take none
 * @param refusal why not; empty if they can
 */
public record Preflight(
    Region leaving,
    long load,
    long needed,
    long spare,
    List<Survivor> survivors,
    Optional<String> refusal) {

  /**
   * Another region.
   *
   * @param capacity zeros if nothing is known of it
   * @param problem why it may take no requests; empty if it may
   */
  public record Survivor(Region region, Capacity capacity, Optional<String> problem) {

    @Override
    public String toString() {
      return problem
          .map(problem -> "%s takes none: %s".formatted(region, problem))
          .orElseGet(() ->
              "%s has %d/s to spare (carries %d/s, has %d/s)"
                  .formatted(region, capacity.spare(), capacity.carries(), capacity.load()));
    }
  }

  /** What is needed beyond the load that is known: it varies, and so do estimates. */
  private static final double MARGIN = 1.2;

  public Preflight {
    survivors = List.copyOf(survivors);
  }

  /**
   * Looks at all regions but one.
   *
   * @param regions every region that is known, this node's own with the others
   * @param orders in force: a region that is evacuated or lost takes no more
   */
  public static Preflight of(Region leaving, List<Neighbour> regions, Orders orders, Instant now) {
    Optional<Digest> known =
        regions.stream()
            .filter(region -> region.region().equals(leaving))
            .findFirst()
            .flatMap(Neighbour::digest);
    long load = known.map(digest -> digest.load().requestsPerSecond()).orElse(0L);
    List<Survivor> survivors = new ArrayList<>();
    for (Neighbour region : regions) {
      if (!region.region().equals(leaving)) {
        survivors.add(
            new Survivor(
                region.region(),
                region.digest().map(Capacity::of).orElse(new Capacity(0, 0)),
                problem(region, orders, now)));
      }
    }
    List<Survivor> able = survivors.stream().filter(each -> each.problem().isEmpty()).toList();
    long spare = able.stream().mapToLong(each -> each.capacity().spare()).sum();
    long needed = (long) Math.ceil(load * MARGIN);
    return new Preflight(
        leaving, load, needed, spare, survivors, refusal(leaving, known, able, needed, spare));
  }

  private static Optional<String> problem(Neighbour region, Orders orders, Instant now) {
    boolean away = orders.of(region.region()).filter(order -> order.awayShare(now) > 0).isPresent();
    boolean lost = orders.of(region.region()).filter(order -> order.isLost(now)).isPresent();
    if (away || lost) {
      return Optional.of(away ? "it is evacuated itself" : "it is declared lost");
    }
    if (!region.isFresh()) {
      return Optional.of(
          region.digest().isEmpty()
              ? "nothing was heard of it"
              : "it was heard last %d s ago".formatted(region.age().toSeconds()));
    }
    return region
        .digest()
        .filter(digest -> !digest.database().well() || digest.ready() == 0)
        .map(digest ->
            digest.ready() == 0
                ? "none of its nodes is ready"
                : "its database is not well: " + digest.database().detail());
  }

  private static Optional<String> refusal(
      Region leaving, Optional<Digest> known, List<Survivor> able, long needed, long spare) {
    if (able.isEmpty()) {
      return Optional.of("no other region could take its requests");
    }
    if (known.isEmpty()) {
      return Optional.of("nothing was heard of %s: its load is not known".formatted(leaving));
    }
    return spare >= needed
        ? Optional.empty()
        : Optional.of("the others have too little to spare for its load and a fifth more");
  }

  /** The numbers, in a line. */
  public String explained() {
    return String.format(
        Locale.ROOT,
        "%s has %d requests/s; the others need %d/s to spare and have %d/s%s",
        leaving,
        load,
        needed,
        spare,
        survivors.isEmpty()
            ? ""
            : survivors.stream()
                .map(Survivor::toString)
                .collect(Collectors.joining("; ", " (", ")")));
  }
}
