package dev.weir.node;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.admin.FailoverView;
import dev.weir.node.admin.OrderedView;
import dev.weir.node.admin.RegionCommand;
import dev.weir.node.admin.RegionsView;
import dev.weir.node.bridge.Bridge;
import dev.weir.node.bridge.Neighbour;
import dev.weir.node.bridge.Preflight;
import dev.weir.node.orders.Order;
import dev.weir.node.orders.OrderBook;
import dev.weir.node.server.Identity;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Shows operators all regions, and takes their orders. Any thread. */
final class RegionDesk {

  private final Identity identity;
  private final int number;
  private final Optional<Bridge> bridge;
  private final OrderBook book;
  private final Supplier<Optional<FailoverView>> failover;
  private final InstantSource wall;

  /**
   * A desk.
   *
   * @param number of the node's region, as in message ids
   * @param failover what the node does about regions that fail
   */
  RegionDesk(
      Identity identity,
      int number,
      Optional<Bridge> bridge,
      OrderBook book,
      Supplier<Optional<FailoverView>> failover,
      InstantSource wall) {
    this.identity = identity;
    this.number = number;
    this.bridge = bridge;
    this.book = book;
    this.failover = failover;
    this.wall = wall;
  }

  /** All regions, as this node knows them. */
  RegionsView regions() {
    Instant now = wall.instant();
    RegionViews views = new RegionViews(identity.region(), book.known(), now);
    return new RegionsView(
        identity.node().name(),
        identity.region().name(),
        bridge.isPresent(),
        bridge.flatMap(Bridge::siteMaster).map(NodeId::name),
        known().stream().map(views::of).toList(),
        failover.get());
  }

  /** The node's own region first; without a bridge, nothing is known even of that. */
  private List<Neighbour> known() {
    List<Neighbour> known = new ArrayList<>();
    known.add(
        bridge
            .map(Bridge::here)
            .orElseGet(() ->
                new Neighbour(
                    identity.region(),
                    OptionalInt.of(number),
                    Optional.empty(),
                    Duration.ZERO,
                    Optional.empty())));
    bridge.ifPresent(some -> known.addAll(some.neighbours().all()));
    return known;
  }

  /**
   * Gives an order, if it makes sense; blocks while the database is asked to keep it.
   *
   * @throws WeirException {@code INVALID_ARGUMENT}, {@code EVACUATION_REFUSED}
   */
  OrderedView order(String name, RegionCommand command, String by) {
    List<Neighbour> known = known();
    Neighbour region =
        known.stream()
            .filter(each -> each.region().name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                WeirException.invalid(
                    "no region '%s'; known are %s"
                        .formatted(
                            name,
                            known.stream()
                                .map(each -> each.region().name())
                                .collect(Collectors.joining(", ")))));
    Instant now = wall.instant();
    String explained = explain(region.region(), known, command, now);
    Order order = order(region, command, by, now);
    boolean kept = book.give(order);
    return new OrderedView(name, RegionViews.of(order, now), kept, explained);
  }

  /** The numbers that an order rests on; refuses what they speak against. */
  private String explain(Region region, List<Neighbour> known, RegionCommand command, Instant now) {
    Optional<Order> last = book.known().of(region);
    return switch (command) {
      case RegionCommand.Evacuate evacuate -> {
        requireNotLost(region, last, now);
        Preflight preflight = Preflight.of(region, known, book.known(), now);
        if (preflight.refusal().isPresent() && !evacuate.force()) {
          throw new WeirException(
              ErrorCode.EVACUATION_REFUSED,
              "%s: %s".formatted(preflight.refusal().get(), preflight.explained()));
        }
        yield preflight.explained();
      }
      case RegionCommand.Restore _ -> {
        if (last.filter(order -> order.what() instanceof Order.Evacuate).isEmpty()) {
          throw WeirException.invalid("%s is not evacuated".formatted(region));
        }
        yield "";
      }
      case RegionCommand.DeclareLost _ -> {
        if (region.equals(identity.region())) {
          throw WeirException.invalid(
              "%s is this node's own region: ask a node of another one".formatted(region));
        }
        yield "";
      }
      case RegionCommand.DeclareBack _ -> {
        if (last.filter(order -> order.isLost(now)).isEmpty()) {
          throw WeirException.invalid("%s is not declared lost".formatted(region));
        }
        yield "";
      }
    };
  }

  private static void requireNotLost(Region region, Optional<Order> last, Instant now) {
    if (last.filter(order -> order.isLost(now)).isPresent()) {
      throw WeirException.invalid(
          "%s is declared lost: first say weir region declare-back %s".formatted(region, region));
    }
  }

  private Order order(Neighbour region, RegionCommand command, String by, Instant now) {
    Order.What what =
        switch (command) {
          case RegionCommand.Evacuate evacuate -> evacuation(evacuate);
          case RegionCommand.DeclareLost _ -> new Order.Lost();
          case RegionCommand.Restore _, RegionCommand.DeclareBack _ -> new Order.Serve();
        };
    Optional<Instant> expires =
        command instanceof RegionCommand.Evacuate evacuate
            ? Optional.of(now.plus(evacuate.lasts()))
            : Optional.empty();
    return new Order(
        region.region(),
        number(region),
        what,
        book.nextRevision(region.region()),
        now,
        expires,
        by.substring(0, Math.min(by.length(), Order.MAX_BY)));
  }

  private static Order.What evacuation(RegionCommand.Evacuate evacuate) {
    try {
      return new Order.Evacuate(evacuate.steps(), evacuate.each());
    } catch (IllegalArgumentException e) {
      throw WeirException.invalid(String.valueOf(e.getMessage()));
    }
  }

  private int number(Neighbour region) {
    OptionalInt known =
        region.number().isPresent()
            ? region.number()
            : book.known()
                .of(region.region())
                .map(order -> OptionalInt.of(order.number()))
                .orElse(OptionalInt.empty());
    return known.orElseThrow(() ->
        WeirException.invalid(
            "the number of %s is not known: nothing was heard of it, and bridge.members does not say"
                    .formatted(region.region())
                + " %s/NUMBER".formatted(region.region())));
  }
}
