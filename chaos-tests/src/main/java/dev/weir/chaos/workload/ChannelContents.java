package dev.weir.chaos.workload;

import dev.weir.chaos.history.Version;
import dev.weir.client.WeirClient;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Slice;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Reads all that a channel holds, page by page. Blocks. */
public final class ChannelContents {

  private static final int LIMIT = 200;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final WeirClient client;
  private final ReadLevel level;
  private final Ticker ticker;

  /**
   * What one client reads at a level, in no session.
   *
   * @param ticker the client's
   */
  public ChannelContents(WeirClient client, ReadLevel level, Ticker ticker) {
    this.client = client;
    this.level = level;
    this.ticker = ticker;
  }

  /**
   * The version of each message of a channel, by its id.
   *
   * @throws WeirException if a page cannot be read
   */
  public Map<Long, Integer> of(ChannelId channel) {
    Map<Long, Integer> versions = new HashMap<>();
    Optional<? extends Slice> next = Optional.of(Slice.newest());
    while (next.isPresent()) {
      Page page = page(new History(channel, next.get(), LIMIT));
      for (Message message : page.messages()) {
        versions.put(message.id().value(), Version.of(message));
      }
      next = page.older();
    }
    return versions;
  }

  private Page page(History history) {
    Call call = new Call(Deadline.in(TIMEOUT, ticker), level);
    try {
      return client.pass(history, call).toCompletableFuture().join().answer();
    } catch (CompletionException e) {
      throw WeirException.of(e);
    }
  }
}
