package dev.weir.chaos.bench.rival;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Callers of one process share a read that is under way: a Caffeine cache whose entries are over
 * once they are there. A caller may join a read that began before he asked, and so miss what he
 * wrote meanwhile; callers of other processes share nothing.
 */
public final class SingleFlight {

  private final AsyncLoadingCache<ChannelId, List<Message>> flights;

  /** Reads of the bucket in which {@code last} is. */
  public SingleFlight(BareDriver driver, MessageId last, int limit) {
    flights =
        Caffeine.newBuilder()
            .expireAfterWrite(Duration.ZERO)
            .executor(Runnable::run)
            .buildAsync(
                (channel, executor) -> driver.newest(channel, last, limit).toCompletableFuture());
  }

  /** The latest messages; shared with who else asks meanwhile. */
  public CompletionStage<List<Message>> newest(ChannelId channel) {
    return flights.get(channel);
  }
}
