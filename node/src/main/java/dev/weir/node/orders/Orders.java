package dev.weir.node.orders;

import dev.weir.topology.Region;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * The last order of each region. Two who know different ones agree once each has merged what the
 * other knows, in whatever order and however often.
 */
public final class Orders {

  /** The most regions with an order: as many as there can be numbers of regions. */
  public static final int MAX = 8;

  public static final Orders NONE = new Orders(Map.of());

  private final Map<Region, Order> latest;

  private Orders(Map<Region, Order> latest) {
    this.latest = latest;
  }

  /** The latest of these for each region; of more than {@value #MAX} regions, the latest. */
  public static Orders of(Collection<Order> orders) {
    Map<Region, Order> latest = new TreeMap<>();
    orders.forEach(
        order -> latest.merge(order.region(), order, BinaryOperator.maxBy(Order.BY_REVISION)));
    if (latest.size() > MAX) {
      List<Region> earliest =
          latest.values().stream()
              .sorted(Order.BY_REVISION.thenComparing(Order::region))
              .limit(latest.size() - MAX)
              .map(Order::region)
              .toList();
      earliest.forEach(latest::remove);
    }
    return new Orders(Map.copyOf(latest));
  }

  /** What both know. */
  public Orders merge(Orders other) {
    List<Order> both = new ArrayList<>(latest.values());
    both.addAll(other.latest.values());
    Orders merged = of(both);
    return merged.equals(this) ? this : merged;
  }

  /** Those of the orders here that {@code other} has not, or only earlier ones. */
  public List<Order> newerThan(Orders other) {
    return all().stream()
        .filter(order ->
            other
                .of(order.region())
                .filter(known -> Order.BY_REVISION.compare(known, order) >= 0)
                .isEmpty())
        .toList();
  }

  /** The last order of a region. */
  public Optional<Order> of(Region region) {
    return Optional.ofNullable(latest.get(region));
  }

  /** All, by region. */
  public List<Order> all() {
    return List.copyOf(new TreeMap<>(latest).values());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Orders that && latest.equals(that.latest);
  }

  @Override
  public int hashCode() {
    return latest.hashCode();
  }

  @Override
  public String toString() {
    return all().toString();
  }
}
