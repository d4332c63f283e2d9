package dev.weir.node;

import dev.weir.node.admin.EpochView;
import dev.weir.node.admin.OrderView;
import dev.weir.node.admin.RegionView;
import dev.weir.node.bridge.Capacity;
import dev.weir.node.bridge.Digest;
import dev.weir.node.bridge.HotRate;
import dev.weir.node.bridge.Load;
import dev.weir.node.bridge.Neighbour;
import dev.weir.node.bridge.NodeReport;
import dev.weir.node.orders.Order;
import dev.weir.node.orders.Orders;
import dev.weir.topology.Epoch;
import dev.weir.topology.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of regions, in the operators' words.
 *
 * @param home the node's own region
 */
record RegionViews(Region home, Orders orders, Instant now) {

  RegionView of(Neighbour region) {
    Optional<Digest> digest = region.digest();
    boolean here = region.region().equals(home);
    return new RegionView(
        region.region().name(),
        region.number().isPresent() ? Optional.of(region.number().getAsInt()) : Optional.empty(),
        here ? RegionView.HERE : region.state().name().toLowerCase(Locale.ROOT),
        digest.filter(known -> !here).map(known -> region.age().toMillis()),
        region
            .clock()
            .map(clock -> new RegionView.Clock(clock.offsetMicros(), clock.errorMicros())),
        digest
            .map(Digest::database)
            .map(health -> new RegionView.Database(health.well(), health.detail())),
        digest.flatMap(Digest::epoch).map(RegionViews::of),
        digest.map(Digest::nodes).orElse(List.of()).stream().map(RegionViews::of).toList(),
        digest.map(Digest::hot).orElse(List.of()).stream().map(RegionViews::of).toList(),
        digest.map(known -> load(known.load(), Capacity.of(known))),
        orders.of(region.region()).map(order -> of(order, now)));
  }

  private static EpochView of(Epoch epoch) {
    return new EpochView(epoch.number(), epoch.coordinator().name());
  }

  private static RegionView.Node of(NodeReport node) {
    return new RegionView.Node(
        node.node().name(), node.address().toString(), node.ready(), node.draining(), node.owned());
  }

  private static RegionView.Hot of(HotRate hot) {
    return new RegionView.Hot(hot.channel().toString(), hot.readsPerSecond());
  }

  private static RegionView.Load load(Load load, Capacity capacity) {
    return new RegionView.Load(
        load.requestsPerSecond(), load.inFlight(), load.limit(), capacity.carries());
  }

  static OrderView of(Order order, Instant now) {
    Optional<Order.Evacuate> evacuation =
        order.what() instanceof Order.Evacuate some ? Optional.of(some) : Optional.empty();
    return new OrderView(
        kind(order.what()),
        !order.hasExpired(now) && !(order.what() instanceof Order.Serve),
        evacuation.map(Order.Evacuate::steps).orElse(List.of()),
        evacuation.map(some -> some.each().toMillis()).orElse(0L),
        order.awayShare(now),
        order.setAt().toString(),
        order.expiresAt().map(Instant::toString),
        order.expiresAt().map(at -> Math.max(0, Duration.between(now, at).toMillis())),
        order.by(),
        order.revision());
  }

  private static String kind(Order.What what) {
    return switch (what) {
      case Order.Serve _ -> "serve";
      case Order.Evacuate _ -> OrderView.EVACUATE;
      case Order.Lost _ -> OrderView.LOST;
    };
  }
}
