package dev.weir.node;

import dev.weir.node.store.StoreEvent;
import dev.weir.node.store.StoreEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Exports what the store counts about itself. */
final class StoreMeter implements StoreEvents {

  private final Map<StoreEvent, Counter> counters = new EnumMap<>(StoreEvent.class);

  StoreMeter(MeterRegistry registry) {
    for (StoreEvent event : StoreEvent.values()) {
      counters.put(
          event,
          Counter.builder("weir.store.events")
              .description("What the store did, by kind")
              .tag("event", event.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  @Override
  public void happened(StoreEvent event) {
    Counter counter = counters.get(event);
    if (counter != null) {
      counter.increment();
    }
  }
}
