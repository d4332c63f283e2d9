package dev.weir.node.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.node.orders.Order;
import dev.weir.node.orders.Orders;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Region EU = new Region("eu");
  private static final Duration NOW = Duration.ZERO;
  private static final DatabaseHealth WELL = new DatabaseHealth(true, "breaker closed");

  @ParameterizedTest
  @CsvSource({
    // requests/s, in flight, limit → carries: rate × limit / in flight
    "1000, 100, 400, 4000",
    // at most ten times the rate
    "1000, 100, 4000, 10000",
    "1000, 0, 4000, 10000",
    // at least 1,000/s, whatever it does now
    "0, 0, 4000, 1000",
    "50, 1, 4000, 1000",
    // as much as it can already
    "5000, 400, 400, 5000",
  })
  void node_carriesWhatLittlesLawSays_withinBounds(
      long rate, long inFlight, long limit, long carries) {
    Digest one = digest("us", List.of(node("us-1", new Load(rate, inFlight, limit), true, WELL)));
    assertThat(Capacity.of(one)).isEqualTo(new Capacity(carries, rate));
  }

  @Test
  void nodesThatAreNotReady_carryNothing_butTheirLoadCounts() {
    Load load = new Load(1_000, 100, 400);
    Digest two =
        digest("us", List.of(node("us-1", load, true, WELL), node("us-2", load, false, WELL)));
    assertThat(Capacity.of(two)).isEqualTo(new Capacity(4_000, 2_000));
    assertThat(Capacity.of(two).spare()).isEqualTo(2_000);
  }

  @Test
  void othersThatHaveAFifthMore_canCarryIt_oneRequestLessIsTooLittle() {
    // us: carries 4,000, has 1,000: 3,000 to spare.
    Neighbour us = region("us", NOW, 1_000, WELL);
    assertThat(preflight(region("eu", NOW, 2_500, WELL), us).refusal()).isEmpty();
    Preflight refused = preflight(region("eu", NOW, 2_501, WELL), us);
    assertThat(refused.refusal())
        .hasValueSatisfying(why -> assertThat(why).contains("a fifth more"));
    assertThat(refused.explained())
        .isEqualTo(
            "eu has 2501 requests/s; the others need 3002/s to spare and have 3000/s"
                + " (us has 3000/s to spare (carries 4000/s, has 1000/s))");
  }

  @Test
  void severalOthers_addUp_butOnlyThoseThatMayTakeRequests() {
    Neighbour eu = region("eu", NOW, 4_000, WELL);
    Neighbour us = region("us", NOW, 1_000, WELL);
    assertThat(preflight(eu, us, region("ap", NOW, 1_000, WELL)).spare()).isEqualTo(6_000);
    assertThat(preflight(eu, us, region("ap", Duration.ofSeconds(4), 1_000, WELL)))
        .satisfies(old -> {
          assertThat(old.spare()).isEqualTo(3_000);
          assertThat(old.refusal()).isPresent();
          assertThat(old.explained()).contains("ap takes none: it was heard last 4 s ago");
        });
    DatabaseHealth bad = new DatabaseHealth(false, "breaker open");
    assertThat(preflight(eu, us, region("ap", NOW, 1_000, bad)).explained())
        .contains("ap takes none: its database is not well: breaker open");
  }

  @Test
  void regionsThatAreEvacuatedOrLostThemselves_takeNone() {
    Neighbour eu = region("eu", NOW, 0, WELL);
    Neighbour us = region("us", NOW, 1_000, WELL);
    Order away =
        new Order(
            us.region(),
            1,
            new Order.Evacuate(List.of(1), Duration.ZERO),
            1,
            NOON,
            Optional.of(NOON.plusSeconds(60)),
            "me");
    Preflight preflight = Preflight.of(EU, List.of(eu, us), Orders.of(List.of(away)), NOON);
    assertThat(preflight.refusal()).contains("no other region could take its requests");
    Order lost = new Order(us.region(), 1, new Order.Lost(), 1, NOON, Optional.empty(), "me");
    assertThat(Preflight.of(EU, List.of(eu, us), Orders.of(List.of(lost)), NOON).explained())
        .contains("declared lost");
    assertThat(
            Preflight.of(EU, List.of(eu, us), Orders.of(List.of(away)), NOON.plusSeconds(60))
                .refusal())
        .isEmpty();
  }

  @Test
  void regionNobodyHeardOf_isNotEvacuatedBlindly() {
    Neighbour unknown =
        new Neighbour(EU, OptionalInt.empty(), Optional.empty(), NOW, Optional.empty());
    assertThat(preflight(unknown, region("us", NOW, 0, WELL)).refusal())
        .hasValueSatisfying(why -> assertThat(why).contains("its load is not known"));
    assertThat(preflight(region("eu", NOW, 0, WELL)).refusal()).isPresent();
  }

  private static Preflight preflight(Neighbour... regions) {
    return Preflight.of(EU, List.of(regions), Orders.NONE, NOON);
  }

  /** One node whose limit is four times what it has in flight. */
  private static Neighbour region(String name, Duration age, long rate, DatabaseHealth health) {
    Digest digest =
        digest(name, List.of(node(name + "-1", new Load(rate, 100, 400), true, health)));
    return new Neighbour(
        new Region(name), OptionalInt.of(1), Optional.of(digest), age, Optional.empty());
  }

  private static NodeReport node(String name, Load load, boolean ready, DatabaseHealth health) {
    return new NodeReport(
        new NodeId(name), new NodeAddress("10.0.0.1", 7400), ready, false, 1, load, health);
  }

  private static Digest digest(String region, List<NodeReport> nodes) {
    return new Digest(
        new Region(region),
        1,
        new Stamp(new NodeId(region + "-1"), 1, 1, 1),
        Optional.empty(),
        nodes,
        List.of(),
        List.of(),
        List.of(),
        Orders.NONE);
  }
}
