package dev.weir.client;

import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.Call;
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
 * The operations of one channel, at the client's default deadline and read level. For others, or
 * for messages that were named beforehand, pass requests to the {@link WeirClient} itself.
 *
 * <p>Each operation comes twice. The plain one blocks until the answer and throws a {@link
 * WeirException}; if its thread is interrupted it throws one too and leaves the thread interrupted.
 * The one called Async never blocks or throws; its stage fails with a {@link WeirException}, which
 * later stages see within a {@link java.util.concurrent.CompletionException}. Immutable, and safe
 * for any thread.
 */
public final class Channel {

  private final WeirClient client;
  private final ChannelId id;

  Channel(WeirClient client, ChannelId id) {
    this.client = client;
    this.id = id;
  }

  public ChannelId id() {
    return id;
  }

  /** Stores a message of text alone, and returns the name that it was given. */
  public MessageId append(long author, String text) {
    return append(author, Body.of(text));
  }

  /** Stores a message, and returns the name that it was given. */
  public MessageId append(long author, Body body) {
    Call call = client.call();
    MessageId name = client.name(call);
    client.ask(new Append(id, name, author, body), call);
    return name;
  }

  /** As {@link #append(long, String)}, without blocking. */
  public CompletionStage<MessageId> appendAsync(long author, String text) {
    return appendAsync(author, Body.of(text));
  }

  /** As {@link #append(long, Body)}, without blocking. */
  public CompletionStage<MessageId> appendAsync(long author, Body body) {
    Call call = client.call();
    return client
        .nameMessage(call)
        .thenCompose(name ->
            client
                .append(new Append(id, name, author, body), call)
                .thenApply(acknowledged -> name));
  }

  /**
   * Stores messages that have their names already.
   *
   * @param messages 1 to {@value AppendAll#MAX_MESSAGES}, {@link AppendAll#MAX_BYTES} in all
   */
  public void appendAll(List<Message> messages) {
    client.ask(new AppendAll(id, messages), client.call());
  }

  /** As {@link #appendAll}, without blocking. */
  public CompletionStage<Void> appendAllAsync(List<Message> messages) {
    return asked(() -> client.appendAll(new AppendAll(id, messages), client.call()))
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
    return client.ask(new History(id, slice, limit), client.call()).answer();
  }

  /** As {@link #page}, without blocking. */
  public CompletionStage<Page> pageAsync(Slice slice, int limit) {
    return asked(() -> client.history(new History(id, slice, limit), client.call()));
  }

  /** One message; empty if it does not exist or is deleted. */
  public Optional<Message> get(MessageId message) {
    return client.ask(new Get(id, message), client.call()).answer().message();
  }

  /** As {@link #get}, without blocking. */
  public CompletionStage<Optional<Message>> getAsync(MessageId message) {
    return client.get(new Get(id, message), client.call()).thenApply(Found::message);
  }

  /** Replaces a message's body with text alone. */
  public void edit(MessageId message, String text) {
    edit(message, Body.of(text));
  }

  /** Replaces a message's body. */
  public void edit(MessageId message, Body body) {
    client.ask(new Edit(id, message, body, timeAfter(message)), client.call());
  }

  /** As {@link #edit(MessageId, String)}, without blocking. */
  public CompletionStage<Void> editAsync(MessageId message, String text) {
    return editAsync(message, Body.of(text));
  }

  /** As {@link #edit(MessageId, Body)}, without blocking. */
  public CompletionStage<Void> editAsync(MessageId message, Body body) {
    return asked(() -> client.edit(new Edit(id, message, body, timeAfter(message)), client.call()))
        .thenAccept(acknowledged -> {});
  }

  /** Deletes a message, for ever. */
  public void delete(MessageId message) {
    client.ask(new Delete(id, message, timeAfter(message)), client.call());
  }

  /** As {@link #delete}, without blocking. */
  public CompletionStage<Void> deleteAsync(MessageId message) {
    return asked(() -> client.delete(new Delete(id, message, timeAfter(message)), client.call()))
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
    return "Channel[" + id + "]";
  }

  private void deleteBulk(DeleteBulk first) {
    Optional<DeleteBulk> next = Optional.of(first);
    while (next.isPresent()) {
      DeleteBulk step = next.get();
      next = restOf(step, client.ask(step, client.call()).answer());
    }
  }

  private CompletionStage<Void> deleteBulkAsync(DeleteBulk step) {
    return client
        .deleteBulk(step, client.call())
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
