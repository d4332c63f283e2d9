package dev.weir.node;

import dev.weir.messages.Explanation.Role;
import dev.weir.node.coalesce.Coalescer;
import dev.weir.node.coalesce.FlightEvents;
import dev.weir.node.coalesce.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Exports what happens to flights. */
final class FlightMeter implements FlightEvents {

  private final Map<Role, Counter> reads = new EnumMap<>(Role.class);
  private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);
  private final Counter sealed;
  private final Counter hedges;
  private final Counter abandoned;
  private final MeterRegistry registry;

  FlightMeter(MeterRegistry registry) {
    this.registry = registry;
    for (Role role : Role.values()) {
      reads.put(
          role,
          Counter.builder("weir.flight.reads")
              .description(
                  "Reads by role: began a flight, followed one, shared a larger one, or alone")
              .tag("role", tag(role))
              .register(registry));
    }
    for (Refusal refusal : Refusal.values()) {
      refusals.put(
          refusal,
          Counter.builder("weir.flight.joins.refused")
              .description("Reads that did not join a flight of the same request, by reason")
              .tag("reason", tag(refusal))
              .register(registry));
    }
    sealed = counter("weir.flight.sealed", "Flights that a write closed to newcomers");
    hedges = counter("weir.flight.hedges", "Second flights for those who waited for a slow one");
    abandoned = counter("weir.flight.abandoned", "Flights that nobody waited for any more");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private static String tag(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Exports what is in the air now. */
  void watch(Coalescer coalescer) {
    Gauge.builder("weir.flights.open", coalescer, Coalescer::flights)
        .description("Reads under way that somebody waits for")
        .register(registry);
    Gauge.builder("weir.flight.waiters", coalescer, Coalescer::waiters)
        .description("Readers who wait for flights")
        .register(registry);
  }

  @Override
  public void answered(Role role, int count) {
    Counter counter = reads.get(role);
    if (counter != null) {
      counter.increment(count);
    }
  }

  @Override
  public void refused(Refusal reason) {
    Counter counter = refusals.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void sealed(int flights) {
    if (flights > 0) {
      sealed.increment(flights);
    }
  }

  @Override
  public void hedged() {
    hedges.increment();
  }

  @Override
  public void abandoned() {
    abandoned.increment();
  }
}
