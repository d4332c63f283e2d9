package dev.weir.node.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a store does. */
public final class RecordingEvents implements StoreEvents {

  private final Map<StoreEvent, AtomicInteger> counts = new EnumMap<>(StoreEvent.class);

  public RecordingEvents() {
    for (StoreEvent event : StoreEvent.values()) {
      counts.put(event, new AtomicInteger());
    }
  }

  @Override
  public void happened(StoreEvent event) {
    counts.get(event).incrementAndGet();
  }

  public int count(StoreEvent event) {
    return counts.get(event).get();
  }

  /** Partitions read on behalf of requests. */
  public int partitionReads() {
    return count(StoreEvent.INDEX_READ)
        + count(StoreEvent.BUCKET_READ)
        + count(StoreEvent.ROW_READ);
  }

  public void forget() {
    counts.values().forEach(count -> count.set(0));
  }
}
