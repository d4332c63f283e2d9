package dev.weir.node;

import dev.weir.messages.ErrorCode;
import dev.weir.node.failover.Failover;
import dev.weir.node.failover.FailoverEvents;
import dev.weir.node.failover.FailoverStatus;
import dev.weir.node.failover.RegionStatus;
import dev.weir.node.failover.Transition;
import dev.weir.topology.Region;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exports what failover does, and logs what moves. */
final class FailoverMeter implements FailoverEvents {

  private static final Logger log = LoggerFactory.getLogger(FailoverMeter.class);

  private record Ended(Region region, Optional<ErrorCode> failure) {}

  private final MeterRegistry registry;
  private final Map<Ended, Counter> requests = new ConcurrentHashMap<>();
  private final Counter retries;
  private final Counter refusals;

  FailoverMeter(MeterRegistry registry) {
    this.registry = registry;
    retries =
        counter("weir.failover.retries", "Requests that were sent again after a failed attempt");
    refusals =
        counter("weir.failover.budget.refusals", "Second attempts and hedges that were not made");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  /** Exports how things stand. */
  void watch(Failover failover) {
    for (RegionStatus region : failover.status().regions()) {
      gauge(
          failover,
          region.region(),
          "weir.failover.state",
          "0 closed, 1 returning, 2 half open, 3 open",
          FailoverMeter::number);
      gauge(
          failover,
          region.region(),
          "weir.failover.share.percent",
          "Of a region's channels that go to it",
          RegionStatus::sharePercent);
      gauge(
          failover,
          region.region(),
          "weir.failover.in.flight",
          "Requests that a region has not answered",
          RegionStatus::inFlight);
    }
    Gauge.builder(
            "weir.failover.channels.open",
            failover,
            current -> (double) current.status().openChannels())
        .description("Channels whose breaker is open")
        .register(registry);
  }

  private void gauge(
      Failover failover,
      Region region,
      String name,
      String description,
      ToDoubleFunction<RegionStatus> value) {
    Gauge.builder(name, failover, current -> value.applyAsDouble(of(current.status(), region)))
        .description(description)
        .tag("region", region.name())
        .register(registry);
  }

  private static RegionStatus of(FailoverStatus status, Region region) {
    return status.regions().stream()
        .filter(each -> each.region().equals(region))
        .findFirst()
        .orElseThrow();
  }

  private static int number(RegionStatus status) {
    return switch (status.state()) {
      case CLOSED -> 0;
      case RETURNING -> 1;
      case HALF_OPEN -> 2;
      case OPEN -> 3;
    };
  }

  @Override
  public void answered(Region region, Optional<ErrorCode> failure) {
    requests
        .computeIfAbsent(
            new Ended(region, failure),
            ended ->
                Counter.builder("weir.failover.requests")
                    .description("Requests that a region answered, by outcome")
                    .tag("region", region.name())
                    .tag("outcome", failure.map(FailoverMeter::word).orElse("ok"))
                    .register(registry))
        .increment();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void moved(Transition transition) {
    log.warn(
        "region {}: {} -> {}: {}",
        transition.region(),
        word(transition.from()),
        word(transition.to()),
        transition.why());
    Counter.builder("weir.failover.transitions")
        .description("Changes of a region's breaker, and of the share of a returning one")
        .tag("region", transition.region().name())
        .tag("to", word(transition.to()))
        .register(registry)
        .increment();
  }

  @Override
  public void hedged(Region region) {
    of(region, "weir.failover.hedges", "Slow reads that were sent to this region, too").increment();
  }

  @Override
  public void hedgeWon(Region region) {
    of(region, "weir.failover.hedges.won", "Slow reads that this region answered first")
        .increment();
  }

  private Counter of(Region region, String name, String description) {
    return Counter.builder(name)
        .description(description)
        .tag("region", region.name())
        .register(registry);
  }

  @Override
  public void retried(Region region) {
    retries.increment();
  }

  @Override
  public void refusedByBudget() {
    refusals.increment();
  }
}
