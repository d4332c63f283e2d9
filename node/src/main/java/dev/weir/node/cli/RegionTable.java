package dev.weir.node.cli;

import dev.weir.node.admin.OrderView;
import dev.weir.node.admin.RegionView;
import dev.weir.node.admin.RegionsView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How regions look, to people and to programs. */
final class RegionTable {

  private static final String NOTHING = "-";
  private static final double MICROS_PER_MILLI = 1_000;

  private RegionTable() {}

  /** What another region is like, in a row of the status. */
  static void printNeighbours(Output output, List<RegionView> regions) {
    TextTable table =
        TextTable.of(
            "REGION", "STATE", "NODES", "DATABASE", "DIGEST AGE", "CLOCK OFFSET", "HOT CHANNELS");
    for (RegionView region : regions) {
      table.row(
          region.region(),
          region.state(),
          nodes(region),
          database(region),
          region.ageMillis().map(age -> "%d ms".formatted(age)).orElse(NOTHING),
          clock(region),
          region.hot().size());
    }
    table.print(output);
  }

  /** What was ordered of every region, and what it does. */
  static void printOrders(Output output, RegionsView view) {
    TextTable table =
        TextTable.of(
            "REGION",
            "STATE",
            "NODES",
            "DATABASE",
            "REQUESTS/S",
            "CARRIES/S",
            "ORDER",
            "SENT AWAY",
            "EXPIRES IN");
    for (RegionView region : view.regions()) {
      Optional<OrderView> order = region.order().filter(OrderView::inForce);
      table.row(
          region.region(),
          region.state(),
          nodes(region),
          database(region),
          region.load().map(load -> Long.toString(load.requestsPerSecond())).orElse(NOTHING),
          region.load().map(load -> Long.toString(load.carries())).orElse(NOTHING),
          order.map(OrderView::kind).orElse(NOTHING),
          order.map(each -> each.awayShare() + " %").orElse(NOTHING),
          order.flatMap(OrderView::expiresInMillis).map(RegionTable::left).orElse(NOTHING));
    }
    table.print(output);
  }

  /** What an operator should not overlook. */
  static List<String> warnings(RegionsView view) {
    return view.regions().stream()
        .flatMap(region -> region.order().stream().map(order -> warning(region, order)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> warning(RegionView region, OrderView order) {
    boolean expired = order.expiresInMillis().filter(left -> left == 0).isPresent();
    if (expired) {
      return Optional.of(
          "the order to %s %s, by %s, has expired and is obeyed no more"
              .formatted(order.kind(), region.region(), order.by()));
    }
    return order.inForce()
        ? Optional.of(
            "%s: %s by order of %s, since %s"
                .formatted(
                    region.region(),
                    order.kind().equals(OrderView.LOST) ? "declared lost" : "evacuated",
                    order.by(),
                    order.setAt()))
        : Optional.empty();
  }

  private static String nodes(RegionView region) {
    return region.load().isEmpty()
        ? NOTHING
        : "%d/%d".formatted(region.ready(), region.nodes().size());
  }

  private static String database(RegionView region) {
    return region
        .database()
        .map(health -> (health.well() ? "well: " : "NOT WELL: ") + health.detail())
        .orElse(NOTHING);
  }

  private static String clock(RegionView region) {
    return region
        .clock()
        .map(clock ->
            String.format(
                Locale.ROOT,
                "%+.1f ms ± %.1f",
                clock.offsetMicros() / MICROS_PER_MILLI,
                clock.errorMicros() / MICROS_PER_MILLI))
        .orElse(NOTHING);
  }

  /** What is left of an order's time. */
  static String left(long millis) {
    Duration left = Duration.ofMillis(millis);
    if (left.toHours() > 0) {
      return "%dh%dm".formatted(left.toHours(), left.toMinutesPart());
    }
    return left.toMinutes() > 0
        ? "%dm%ds".formatted(left.toMinutes(), left.toSecondsPart())
        : "%ds".formatted(left.toSeconds());
  }

  static Map<String, Object> json(RegionView region) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("region", region.region());
    region.number().ifPresent(number -> json.put("number", number));
    json.put("state", region.state());
    region.ageMillis().ifPresent(age -> json.put("age_ms", age));
    region
        .clock()
        .ifPresent(clock -> {
          json.put("clock_offset_us", clock.offsetMicros());
          json.put("clock_error_us", clock.errorMicros());
        });
    region
        .database()
        .ifPresent(health -> {
          json.put("database_well", health.well());
          json.put("database", health.detail());
        });
    json.put("nodes", region.nodes());
    json.put("ready", region.ready());
    json.put("hot_channels", region.hot().stream().map(RegionTable::json).toList());
    region.load().ifPresent(load -> json.put("load", json(load)));
    region.order().ifPresent(order -> json.put("order", json(order)));
    return json;
  }

  private static Map<String, Object> json(RegionView.Hot hot) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("channel", hot.channel());
    json.put("reads_per_second", hot.readsPerSecond());
    return json;
  }

  private static Map<String, Object> json(RegionView.Load load) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("requests_per_second", load.requestsPerSecond());
    json.put("in_flight", load.inFlight());
    json.put("limit", load.limit());
    json.put("carries_per_second", load.carries());
    return json;
  }

  static Map<String, Object> json(OrderView order) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", order.kind());
    json.put("in_force", order.inForce());
    json.put("away_share", order.awayShare());
    json.put("steps", order.steps());
    json.put("step_ms", order.stepMillis());
    json.put("set_at", order.setAt());
    order.expiresAt().ifPresent(at -> json.put("expires_at", at));
    order.expiresInMillis().ifPresent(left -> json.put("expires_in_ms", left));
    json.put("by", order.by());
    json.put("revision", Long.toString(order.revision()));
    return json;
  }
}
