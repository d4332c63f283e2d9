package dev.weir.node;

import dev.weir.node.admission.AdmissionEvents;
import dev.weir.node.admission.DatabaseWork;
import dev.weir.node.admission.Priority;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Exports how much the database is given to do, and what was refused to spare it. */
final class WorkMeter implements AdmissionEvents {

  private final Map<Priority, Map<Reason, Counter>> refusals = new EnumMap<>(Priority.class);
  private final MeterRegistry registry;

  WorkMeter(MeterRegistry registry) {
    this.registry = registry;
    for (Priority priority : Priority.values()) {
      Map<Reason, Counter> byReason = new EnumMap<>(Reason.class);
      for (Reason reason : Reason.values()) {
        byReason.put(reason, counter(priority, reason));
      }
      refusals.put(priority, byReason);
    }
  }

  private Counter counter(Priority priority, Reason reason) {
    return Counter.builder("weir.work.refused")
        .description("Requests refused to spare the database, by priority and reason")
        .tag("priority", tag(priority))
        .tag("reason", tag(reason))
        .register(registry);
  }

  private static String tag(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Exports what is under way and what may be. */
  void watch(DatabaseWork work) {
    Gauge.builder("weir.work.limit", work, DatabaseWork::limit)
        .description("Requests that the database is given at once")
        .register(registry);
    Gauge.builder("weir.work.pressure", work, DatabaseWork::pressure)
        .description("Part of the latest requests that was refused to spare the database")
        .register(registry);
    Gauge.builder("weir.work.ramp", work, DatabaseWork::ramp)
        .description("Part of the limit that requests of other regions may take now")
        .register(registry);
    for (Priority priority : Priority.values()) {
      Gauge.builder("weir.work.in.flight", work, room -> room.count(priority))
          .description("Requests at the database, by priority")
          .tag("priority", tag(priority))
          .register(registry);
    }
  }

  @Override
  public void refused(Priority priority, Reason reason) {
    Map<Reason, Counter> byReason = refusals.get(priority);
    Counter counter = byReason == null ? null : byReason.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }
}
