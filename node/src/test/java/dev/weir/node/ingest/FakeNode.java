package dev.weir.node.ingest;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.Call;
import dev.weir.messages.ChannelPage;
import dev.weir.messages.Channels;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Messages kept in memory, with a record of what was asked and failures on demand. */
public final class FakeNode implements Room {

  private static final int MAX_CONTENT = 64 * 1024;

  private final NavigableMap<ChannelId, NavigableMap<MessageId, Message>> channels =
      new TreeMap<>();
  private final Set<String> deleted = new HashSet<>();
  private final List<Request<?>> asked = new ArrayList<>();
  private Function<Request<?>, Optional<WeirException>> fault = _ -> Optional.empty();
  private int pageLimit = History.MAX_LIMIT;

  /** Fails the requests for which {@code fault} has an exception, before they have any effect. */
  public synchronized void failWhen(Function<Request<?>, Optional<WeirException>> fault) {
    this.fault = fault;
  }

  /** Ends pages after {@code messages}, as a node does at one of its limits. */
  public synchronized void limitPages(int messages) {
    pageLimit = messages;
  }

  public synchronized List<Message> messages(ChannelId channel) {
    return List.copyOf(channel(channel).values());
  }

  public synchronized List<ChannelId> channelIds() {
    return List.copyOf(channels.keySet());
  }

  /** The requests of a type so far, in order. */
  public synchronized <R extends Request<?>> List<R> asked(Class<R> type) {
    return asked.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public synchronized void forgetAsked() {
    asked.clear();
  }

  @Override
  public synchronized <A extends Answer> CompletionStage<A> pass(Request<A> request, Call call) {
    asked.add(request);
    Optional<WeirException> failure = fault.apply(request);
    if (failure.isPresent()) {
      return CompletableFuture.failedFuture(failure.get());
    }
    try {
      @SuppressWarnings("unchecked") // Each request is answered by its own type.
      A answer = (A) answer(request);
      return CompletableFuture.completedFuture(answer);
    } catch (WeirException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Answer answer(Request<?> request) {
    return switch (request) {
      case History history -> page(history);
      case Get get -> new Found(Optional.ofNullable(channel(get.channel()).get(get.id())));
      case Append append ->
          store(
              append.channel(),
              List.of(Message.created(append.id(), append.author(), append.body())));
      case AppendAll all -> store(all.channel(), all.messages());
      case Edit edit -> edit(edit);
      case Delete delete -> delete(delete.channel(), List.of(delete.id()));
      case DeleteBulk bulk -> deleteBulk(bulk);
      case Channels asked ->
          new ChannelPage(
              asked
                  .after()
                  .map(after -> channels.tailMap(after, false))
                  .orElse(channels)
                  .keySet()
                  .stream()
                  .limit(asked.limit())
                  .toList(),
              Optional.empty());
    };
  }

  private NavigableMap<MessageId, Message> channel(ChannelId id) {
    return channels.getOrDefault(id, new TreeMap<>());
  }

  private Acknowledged store(ChannelId channel, List<Message> messages) {
    for (Message message : messages) {
      if (message.body().contentBytes() > MAX_CONTENT) {
        throw new WeirException(
            ErrorCode.CONTENT_TOO_LARGE, "message %s is too long".formatted(message.id()));
      }
    }
    for (Message message : messages) {
      if (!deleted.contains(channel + "/" + message.id())) {
        channels.computeIfAbsent(channel, _ -> new TreeMap<>()).putIfAbsent(message.id(), message);
      }
    }
    return new Acknowledged();
  }

  private Acknowledged edit(Edit edit) {
    channel(edit.channel())
        .computeIfPresent(
            edit.id(),
            (id, before) ->
                new Message(
                    id,
                    before.author(),
                    edit.body(),
                    Optional.of(Instant.ofEpochMilli(edit.atMicros() / 1_000))));
    return new Acknowledged();
  }

  private Acknowledged delete(ChannelId channel, List<MessageId> ids) {
    for (MessageId id : ids) {
      deleted.add(channel + "/" + id);
      channel(channel).remove(id);
    }
    return new Acknowledged();
  }

  /** Deletes two messages a step, so that callers have to go on. */
  private BulkProgress deleteBulk(DeleteBulk bulk) {
    List<MessageId> ids =
        switch (bulk.selection()) {
          case DeleteBulk.Ids some -> some.ids();
          case DeleteBulk.Before before ->
              List.copyOf(channel(bulk.channel()).headMap(before.id(), false).keySet());
        };
    List<MessageId> step = ids.subList(0, Math.min(2, ids.size()));
    Acknowledged _ = delete(bulk.channel(), step);
    return new BulkProgress(ids.size() > 2 ? Optional.of(bulk) : Optional.empty());
  }

  private Page page(History history) {
    NavigableMap<MessageId, Message> all = channel(history.channel());
    if (all.isEmpty()) {
      return Page.EMPTY;
    }
    int limit = Math.min(history.limit(), pageLimit);
    List<Message> newestFirst =
        switch (history.slice()) {
          case Slice.Newest _ -> first(all.descendingMap(), limit);
          case Slice.Before before -> first(all.headMap(before.id(), false).descendingMap(), limit);
          case Slice.After after -> first(all.tailMap(after.id(), false), limit).reversed();
          case Slice.Around around -> {
            int below = (limit + 1) / 2;
            List<Message> upper = first(all.tailMap(around.id(), false), limit - below).reversed();
            List<Message> both = new ArrayList<>(upper);
            both.addAll(first(all.headMap(around.id(), true).descendingMap(), below));
            yield both;
          }
        };
    if (newestFirst.isEmpty()) {
      return new Page(
          List.of(), Optional.empty(), Optional.of(new Slice.After(all.lastKey())), false);
    }
    MessageId oldest = newestFirst.getLast().id();
    return new Page(
        newestFirst,
        oldest.equals(all.firstKey()) ? Optional.empty() : Optional.of(new Slice.Before(oldest)),
        Optional.of(new Slice.After(newestFirst.getFirst().id())),
        limit < history.limit() && newestFirst.size() == limit);
  }

  private static List<Message> first(NavigableMap<MessageId, Message> some, int limit) {
    return some.values().stream().limit(limit).toList();
  }
}
