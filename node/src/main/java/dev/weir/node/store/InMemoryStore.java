package dev.weir.node.store;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.Call;
import dev.weir.messages.ChannelPage;
import dev.weir.messages.Channels;
import dev.weir.messages.Deadline;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Messages in memory, with the outcomes of Cassandra: cells with timestamps, tombstones and its
 * rules for ties. For tests, and for a simulator: every stage that it returns is complete, and it
 * starts no thread. Safe for use by several threads. Bounded by nothing but memory.
 *
 * <p>A deletion of everything below an id covers what arrives later with an older id and an older
 * time; in a database such a late message may also stay.
 */
public final class InMemoryStore implements Store {

  private final Object lock = new Object();
  private final Map<ChannelId, MemoryChannel> channels = new TreeMap<>();
  private final Doomstones doomstones;
  private final Ticker ticker;

  /** An empty store that refuses writes dated further ahead than {@code clockDrift}. */
  public InMemoryStore(InstantSource wall, Ticker ticker, Duration clockDrift) {
    this.doomstones = new Doomstones(wall, clockDrift);
    this.ticker = ticker;
  }

  @Override
  public CompletionStage<Page> history(History request, Call call) {
    return answer(call, () -> Paging.page(request, channel(request.channel())));
  }

  @Override
  public CompletionStage<Found> get(Get request, Call call) {
    return answer(call, () -> new Found(channel(request.channel()).get(request.id())));
  }

  @Override
  public CompletionStage<Acknowledged> append(Append request, Call call) {
    return answer(
        call,
        () -> {
          doomstones.refuse(request.id());
          Cells cells = Cells.appended(request.id(), request.author(), request.body());
          opened(request.channel()).append(request.id(), cells);
          return new Acknowledged();
        });
  }

  @Override
  public CompletionStage<Acknowledged> appendAll(AppendAll request, Call call) {
    return answer(
        call,
        () -> {
          request.messages().forEach(message -> doomstones.refuse(message.id()));
          MemoryChannel channel = opened(request.channel());
          for (Message message : request.messages()) {
            channel.append(
                message.id(), Cells.appended(message.id(), message.author(), message.body()));
          }
          return new Acknowledged();
        });
  }

  @Override
  public CompletionStage<Acknowledged> edit(Edit request, Call call) {
    return answer(
        call,
        () -> {
          doomstones.refuse(request.atMicros());
          Cells cells = Cells.edited(request.body(), request.atMicros());
          opened(request.channel()).write(request.id(), cells);
          return new Acknowledged();
        });
  }

  @Override
  public CompletionStage<Acknowledged> delete(Delete request, Call call) {
    return answer(
        call,
        () -> {
          doomstones.refuse(request.atMicros());
          opened(request.channel()).write(request.id(), Cells.deleted(request.atMicros()));
          return new Acknowledged();
        });
  }

  @Override
  public CompletionStage<BulkProgress> deleteBulk(DeleteBulk request, Call call) {
    return answer(
        call,
        () -> {
          doomstones.refuse(request.atMicros());
          MemoryChannel channel = opened(request.channel());
          switch (request.selection()) {
            case DeleteBulk.Ids some ->
                some.ids().forEach(id -> channel.write(id, Cells.deleted(request.atMicros())));
            case DeleteBulk.Before before -> channel.deleteBelow(before.id(), request.atMicros());
          }
          return new BulkProgress(Optional.empty());
        });
  }

  @Override
  public CompletionStage<ChannelPage> channels(Channels request, Call call) {
    return answer(
        call,
        () -> {
          List<ChannelId> found = new ArrayList<>();
          for (Map.Entry<ChannelId, MemoryChannel> entry : channels.entrySet()) {
            boolean passed =
                request.after().map(after -> entry.getKey().compareTo(after) > 0).orElse(true);
            if (!passed || !entry.getValue().wasAppendedTo()) {
              continue;
            }
            if (found.size() == request.limit()) {
              return new ChannelPage(found, Optional.of(found.getLast()));
            }
            found.add(entry.getKey());
          }
          return new ChannelPage(found, Optional.empty());
        });
  }

  @Override
  public CompletionStage<?> probe(Deadline deadline) {
    return answer(Call.by(deadline), () -> true);
  }

  @Override
  public boolean spansRegions() {
    return false;
  }

  @Override
  public String consistency(ReadLevel level) {
    return "MEMORY";
  }

  @Override
  public long connectedNodes() {
    return 1;
  }

  private MemoryChannel channel(ChannelId id) {
    MemoryChannel channel = channels.get(id);
    return channel == null ? new MemoryChannel() : channel;
  }

  private MemoryChannel opened(ChannelId id) {
    return channels.computeIfAbsent(id, _ -> new MemoryChannel());
  }

  private <A> CompletionStage<A> answer(Call call, Supplier<A> work) {
    if (call.deadline().hasPassed(ticker)) {
      return CompletableFuture.failedStage(
          new WeirException(
              ErrorCode.DEADLINE_EXCEEDED, "the deadline passed before the store was asked"));
    }
    try {
      synchronized (lock) {
        return CompletableFuture.completedStage(work.get());
      }
    } catch (WeirException e) {
      return CompletableFuture.failedStage(e);
    }
  }
}
