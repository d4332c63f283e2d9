package dev.weir.chaos.bench.rival;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Callers of one process share a read that is under way: a Caffeine cache whose entries go before
 * anybody is answered. Were it left to expiry, an entry would be there until all who waited for it
 * have gone on; who of them asked again would get the old answer, and hold up that end.
 *
 * <p>A caller may join a read that began before he asked, and so miss what he wrote meanwhile;
 * callers of other processes share nothing.
 */
public final class SingleFlight<K, V> {

  private final AsyncCache<K, V> flights =
      Caffeine.newBuilder().executor(Runnable::run).buildAsync();
  private final Function<K, CompletionStage<V>> reads;

  /** Shares what {@code reads} begins; it does not throw. */
  public SingleFlight(Function<K, CompletionStage<V>> reads) {
    this.reads = reads;
  }

  /** The answer to a read that is under way, or that begins. Does not block. */
  public CompletionStage<V> ask(K key) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> other = flights.asMap().putIfAbsent(key, mine);
    if (other != null) {
      return other;
    }
    var _ =
        reads
            .apply(key)
            .whenComplete((answer, failure) -> {
              flights.asMap().remove(key, mine);
              if (failure == null) {
                mine.complete(answer);
              } else {
                mine.completeExceptionally(failure);
              }
            });
    return mine;
  }
}
