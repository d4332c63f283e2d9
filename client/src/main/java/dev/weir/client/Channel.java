package dev.weir.client;

import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.Call;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Durability;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The operations of one channel in a {@link Session}, at the client's default deadline. For others,
 * or for messages that were named beforehand, pass requests to the session itself.
 *
 * <p>Reads see what the session wrote and what it has seen before; the {@link Session} says what
 * that means across regions. {@link #at} makes them cheaper, or stricter; {@link #kept} does so
 * with writes.
 *
 * <p>Each operation comes twice. The plain one blocks until the answer and throws a {@link
 * WeirException}; if its thread is interrupted it throws one too and leaves the thread interrupted.
 * The one called Async never blocks or throws; its stage fails with a {@link WeirException}, which
 * later stages see within a {@link java.util.concurrent.CompletionException}. Immutable, and safe
 * for any thread.
 */
public final class Channel {

  private final WeirClient client;
  private final Session session;
  private final ChannelId id;
  private final ReadLevel level;
  private final Optional<Durability> durability;

  /** A channel with reads of the default level, and writes as the deployment keeps them. */
  Channel(WeirClient client, Session session, ChannelId id) {
    this(client, session, id, ReadLevel.SESSION, Optional.empty());
  }

  private Channel(
      WeirClient client,
      Session session,
      ChannelId id,
      ReadLevel level,
      Optional<Durability> durability) {
    this.client = client;
    this.session = session;
    this.id = id;
    this.level = level;
    this.durability = durability;
  }

  public ChannelId id() {
    return id;
  }

  /**
   * The same channel with reads of another level: EVENTUAL ones may miss what the session wrote or
   * saw, and go where they are cheapest; STRONG ones see what anybody in the region wrote, or fail.
   * Writes are the same at every level.
   */
  public Channel at(ReadLevel other) {
    return new Channel(client, session, id, other, durability);
  }

  /**
   * The same channel with writes that are acknowledged only when so much keeps them, whatever the
   * deployment says. Reads are the same.
   */
  public Channel kept(Durability other) {
    return new Channel(client, session, id, level, Optional.of(other));
  }

  /** Stores a message of text alone, and returns the name that it was given. */
  public MessageId append(long author, String text) {
    return append(author, Body.of(text));
  }

  /** Stores a message, and returns the name that it was given. */
  public MessageId append(long author, Body body) {
    Call call = write();
    MessageId name = client.name(call);
    session.ask(new Append(id, name, author, body), call);
    return name;
  }

  /** As {@link #append(long, String)}, without blocking. */
  public CompletionStage<MessageId> appendAsync(long author, String text) {
    return appendAsync(author, Body.of(text));
  }

  /** As {@link #append(long, Body)}, without blocking. */
  public CompletionStage<MessageId> appendAsync(long author, Body body) {
    Call call = write();
    return client
        .nameMessage(call)
        .thenCompose(name ->
            session
                .append(new Append(id, name, author, body), call)
                .thenApply(acknowledged -> name));
  }

  /**
   * Stores messages that have their names already.
   *
   * @param messages 1 to {@value AppendAll#MAX_MESSAGES}, {@link AppendAll#MAX_BYTES} in all
   */
  public void appendAll(List<Message> messages) {
    session.ask(new AppendAll(id, messages), write());
  }

  /** As {@link #appendAll}, without blocking. */
  public CompletionStage<Void> appendAllAsync(List<Message> messages) {
    return asked(() -> session.appendAll(new AppendAll(id, messages), write()))
        .thenAccept(acknowledged -> {});
  }

  /**
   * The latest messages, newest first.
   *
   * @param limit 1 to {@value History#MAX_LIMIT}
   */
  public Page latest(int limit) {
    return page(Slice.newest(), limit);
  }

  /** As {@link #latest}, without blocking. */
  public CompletionStage<Page> latestAsync(int limit) {
    return pageAsync(Slice.newest(), limit);
  }

  /**
   * A page of the channel's history.
   *
   * @param limit 1 to {@value History#MAX_LIMIT}
   */
  public Page page(Slice slice, int limit) {
    return session.ask(new History(id, slice, limit), call());
  }

  /** As {@link #page}, without blocking. */
  public CompletionStage<Page> pageAsync(Slice slice, int limit) {
    return asked(() -> session.history(new History(id, slice, limit), call()));
  }

  /** One message; empty if it does not exist or is deleted. */
  public Optional<Message> get(MessageId message) {
    return session.ask(new Get(id, message), call()).message();
  }

  /** As {@link #get}, without blocking. */
  public CompletionStage<Optional<Message>> getAsync(MessageId message) {
    return session.get(new Get(id, message), call()).thenApply(Found::message);
  }

  /** Replaces a message's body with text alone. */
  public void edit(MessageId message, String text) {
    edit(message, Body.of(text));
  }

  /** Replaces a message's body. */
  public void edit(MessageId message, Body body) {
    session.ask(new Edit(id, message, body, timeAfter(message)), write());
  }

  /** As {@link #edit(MessageId, String)}, without blocking. */
  public CompletionStage<Void> editAsync(MessageId message, String text) {
    return editAsync(message, Body.of(text));
  }

  /** As {@link #edit(MessageId, Body)}, without blocking. */
  public CompletionStage<Void> editAsync(MessageId message, Body body) {
    return asked(() -> session.edit(new Edit(id, message, body, timeAfter(message)), write()))
        .thenAccept(acknowledged -> {});
  }

  /** Deletes a message, for ever. */
  public void delete(MessageId message) {
    session.ask(new Delete(id, message, timeAfter(message)), write());
  }

  /** As {@link #delete}, without blocking. */
  public CompletionStage<Void> deleteAsync(MessageId message) {
    return asked(() -> session.delete(new Delete(id, message, timeAfter(message)), write()))
        .thenAccept(acknowledged -> {});
  }

  /**
   * Deletes these messages, for ever, in as many steps as the node needs; each step has the default
   * deadline. On failure some may be deleted.
   *
   * @param messages 1 to {@value DeleteBulk#MAX_IDS}
   */
  public void deleteAll(List<MessageId> messages) {
    deleteBulk(deletionOf(messages));
  }

  /** As {@link #deleteAll}, without blocking. */
  public CompletionStage<Void> deleteAllAsync(List<MessageId> messages) {
    return asked(() -> deleteBulkAsync(deletionOf(messages)));
  }

  /**
   * Deletes every message below {@code message}, for ever, in as many steps as the node needs; each
   * step has the default deadline. On failure some may be deleted.
   *
   * @param message need not exist, and stays if it does
   */
  public void deleteBefore(MessageId message) {
    deleteBulk(deletionBefore(message));
  }

  /**
   * Deletes every message older than a time, for ever, as {@link #deleteBefore(MessageId)} does.
   *
   * @param time to the millisecond; not in the future
   */
  public void deleteBefore(Instant time) {
    deleteBefore(floor(time));
  }

  /** As {@link #deleteBefore(MessageId)}, without blocking. */
  public CompletionStage<Void> deleteBeforeAsync(MessageId message) {
    return asked(() -> deleteBulkAsync(deletionBefore(message)));
  }

  /** As {@link #deleteBefore(Instant)}, without blocking. */
  public CompletionStage<Void> deleteBeforeAsync(Instant time) {
    return asked(() -> deleteBulkAsync(deletionBefore(floor(time))));
  }

  @Override
  public String toString() {
    return "Channel[%s, %s%s]"
        .formatted(id, level, durability.map(kept -> ", kept by " + kept).orElse(""));
  }

  private Call call() {
    return client.call().at(level);
  }

  private Call write() {
    Call call = call();
    return durability.map(call::kept).orElse(call);
  }

  private void deleteBulk(DeleteBulk first) {
    Optional<DeleteBulk> next = Optional.of(first);
    while (next.isPresent()) {
      DeleteBulk step = next.get();
      next = restOf(step, session.ask(step, write()));
    }
  }

  private CompletionStage<Void> deleteBulkAsync(DeleteBulk step) {
    return session
        .deleteBulk(step, write())
        .thenCompose(progress ->
            restOf(step, progress)
                .map(this::deleteBulkAsync)
                .orElseGet(() -> CompletableFuture.completedStage(null)));
  }

  private static Optional<DeleteBulk> restOf(DeleteBulk step, BulkProgress progress) {
    if (progress.rest().filter(step::equals).isPresent()) {
      throw new WeirException(
          ErrorCode.INTERNAL, "the node got no further with the deletion: %s".formatted(step));
    }
    return progress.rest();
  }

  private DeleteBulk deletionOf(List<MessageId> messages) {
    DeleteBulk.Ids ids = new DeleteBulk.Ids(messages);
    return new DeleteBulk(id, ids, timeAfter(Collections.max(ids.ids())));
  }

  private DeleteBulk deletionBefore(MessageId message) {
    return new DeleteBulk(id, new DeleteBulk.Before(message), client.nextMicros());
  }

  private static MessageId floor(Instant time) {
    try {
      return MessageId.floor(time.toEpochMilli());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new WeirException(
          ErrorCode.INVALID_ARGUMENT, "no message can be as old or new as %s".formatted(time), e);
    }
  }

  /** Now, or just after the message if its writer's clock ran ahead of ours. */
  private long timeAfter(MessageId message) {
    return Math.max(client.nextMicros(), message.unixMicros() + 1);
  }

  /** What cannot even be asked fails in the stage, like all else. */
  private static <T> CompletionStage<T> asked(Supplier<CompletionStage<T>> question) {
    try {
      return question.get();
    } catch (WeirException e) {
      return CompletableFuture.failedStage(e);
    }
  }
}
