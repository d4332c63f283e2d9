package dev.weir.node.ingest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A map that keeps the most recently used entries, up to a maximum. */
final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {

  private static final float LOAD = 0.75f;

  private final transient Consumer<V> evicted;
  private final int max;

  RecentlyUsed(int max, Consumer<V> evicted) {
    super(16, LOAD, true);
    this.max = max;
    this.evicted = evicted;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    if (size() <= max) {
      return false;
    }
    evicted.accept(eldest.getValue());
    return true;
  }
}
