package dev.weir.node.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers something about the keys that were used most recently, and forgets the others. Safe for
 * use by several threads.
 */
final class Recent<K, V> {

  private static final float LOAD_FACTOR = 0.75f;
  private static final int INITIAL_CAPACITY = 64;

  private final Object lock = new Object();
  private final int maxSize;
  private final Map<K, V> entries =
      new LinkedHashMap<>(INITIAL_CAPACITY, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
          return size() > maxSize;
        }
      };

  Recent(int maxSize) {
    this.maxSize = maxSize;
  }

  Optional<V> get(K key) {
    synchronized (lock) {
      return Optional.ofNullable(entries.get(key));
    }
  }

  /** What is remembered about the key; {@code value} from now on, if nothing was. */
  V getOrPut(K key, V value) {
    synchronized (lock) {
      V known = entries.putIfAbsent(key, value);
      return known == null ? value : known;
    }
  }

  void put(K key, V value) {
    synchronized (lock) {
      entries.put(key, value);
    }
  }

  void remove(K key) {
    synchronized (lock) {
      entries.remove(key);
    }
  }
}
