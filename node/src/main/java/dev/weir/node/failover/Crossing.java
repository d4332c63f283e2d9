package dev.weir.node.failover;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Ticker;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The way to another region, which reads of one channel take in parties: while one has just gone,
 * the next waits for a moment, and all who come meanwhile join it. Where regions are far from each
 * other distance alone sees to that; where they are near, the readers of a hot channel would double
 * the queries of the region that stands in for theirs. A channel that few read waits for nothing.
 *
 * <p>Any thread may pass; {@link #keepTime} is to be called every few milliseconds by one.
 */
public final class Crossing implements Room {

  /** How long after one read of a channel the next one may go at once. */
  private static final Duration APART = Duration.ofMillis(20);

  private static final int MAX_CHANNELS = 1_024;

  /** When a read of a channel last went. Guarded by this. */
  private final Map<ChannelId, Long> went =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ChannelId, Long> eldest) {
          return size() > MAX_CHANNELS;
        }
      };

  private record Party(ChannelId channel, Runnable departure) {}

  /** Guarded by this. */
  private final List<Party> waiting = new ArrayList<>();

  private final Room far;
  private final Ticker ticker;

  /** The way to {@code far}. */
  public Crossing(Room far, Ticker ticker) {
    this.far = far;
    this.ticker = ticker;
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    boolean isRead = request instanceof History || request instanceof Get;
    Optional<ChannelId> channel = isRead ? request.routingKey() : Optional.empty();
    CompletableFuture<Served<A>> later = new CompletableFuture<>();
    Runnable departure =
        () -> {
          var _ =
              far.pass(request, call)
                  .whenComplete((served, failure) -> {
                    if (failure == null) {
                      later.complete(served);
                    } else {
                      later.completeExceptionally(failure);
                    }
                  });
        };
    return channel.isEmpty() || mayGo(new Party(channel.get(), departure))
        ? far.pass(request, call)
        : later;
  }

  private synchronized boolean mayGo(Party party) {
    if (hasJustGone(party.channel(), ticker.nanos())) {
      waiting.add(party);
      return false;
    }
    went(party.channel());
    return true;
  }

  private boolean hasJustGone(ChannelId channel, long now) {
    Long last = went.get(channel);
    return last != null && now - last < APART.toNanos();
  }

  private void went(ChannelId channel) {
    went.remove(channel);
    went.put(channel, ticker.nanos());
  }

  /** Lets those go who have waited for long enough. Does not block. */
  public void keepTime() {
    List<Party> leaving = new ArrayList<>(0);
    synchronized (this) {
      if (waiting.isEmpty()) {
        return;
      }
      long now = ticker.nanos();
      for (Party party : List.copyOf(waiting)) {
        if (!hasJustGone(party.channel(), now)) {
          leaving.add(party);
        }
      }
      waiting.removeAll(leaving);
      leaving.forEach(party -> went(party.channel()));
    }
    leaving.forEach(party -> party.departure().run());
  }
}
