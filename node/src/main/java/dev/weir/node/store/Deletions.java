package dev.weir.node.store;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.Call;
import dev.weir.messages.Caller;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Deletes messages: one by one, or everything below an id with one range tombstone a bucket. */
final class Deletions {

  private static final int IDS_PER_STATEMENT = 100;

  private final Database database;
  private final SelectBuckets index;
  private final DeleteMessages deleteMessages;
  private final DeleteBelow deleteBelow;
  private final EmptyMarks marks;
  private final WriteLimits limits;

  Deletions(Database database, SelectBuckets index, EmptyMarks marks, WriteLimits limits) {
    this.database = database;
    this.index = index;
    this.deleteMessages = new DeleteMessages(database);
    this.deleteBelow = new DeleteBelow(database);
    this.marks = marks;
    this.limits = limits;
  }

  CompletionStage<Acknowledged> delete(Delete request, Call call) {
    return database
        .write(
            deleteMessages.bind(
                request.channel(),
                Bucket.of(request.id()),
                List.of(request.id()),
                request.atMicros()),
            call)
        .thenApply(done -> new Acknowledged());
  }

  CompletionStage<BulkProgress> bulk(DeleteBulk request, Call call) {
    return switch (request.selection()) {
      case DeleteBulk.Ids some -> some(request.channel(), some.ids(), request.atMicros(), call);
      case DeleteBulk.Before before -> below(request, before.id(), call);
    };
  }

  private CompletionStage<BulkProgress> some(
      ChannelId channel, List<MessageId> ids, long atMicros, Call call) {
    Map<Bucket, List<MessageId>> buckets = new TreeMap<>();
    for (MessageId id : ids) {
      buckets.computeIfAbsent(Bucket.of(id), _ -> new ArrayList<>()).add(id);
    }
    List<Supplier<CompletionStage<?>>> statements = new ArrayList<>();
    buckets.forEach((bucket, all) -> {
      for (int from = 0; from < all.size(); from += IDS_PER_STATEMENT) {
        List<MessageId> part = all.subList(from, Math.min(from + IDS_PER_STATEMENT, all.size()));
        statements.add(
            () -> database.write(deleteMessages.bind(channel, bucket, part, atMicros), call));
      }
    });
    return Writes.all(statements, limits.concurrency())
        .thenApply(done -> new BulkProgress(Optional.empty()));
  }

  /** Also for a caller that is gone: what it asked for, it meant. */
  private CompletionStage<BulkProgress> below(DeleteBulk request, MessageId bound, Call call) {
    if (bound.value() <= MessageId.MIN.value()) {
      return CompletableFuture.completedStage(new BulkProgress(Optional.empty()));
    }
    Bucket newest = Bucket.of(bound.value() - 1);
    return index
        .ask(
            request.channel(),
            newest,
            Direction.DOWN,
            limits.bulkBuckets() + 1,
            call.with(Caller.STAYS))
        .thenCompose(found -> {
          List<Bucket> buckets = found.subList(0, Math.min(limits.bulkBuckets(), found.size()));
          List<Supplier<CompletionStage<?>>> statements = new ArrayList<>();
          for (Bucket bucket : buckets) {
            statements.add(() ->
                database.write(
                    deleteBelow.bind(request.channel(), bucket, bound, request.atMicros()), call));
          }
          return Writes.all(statements, limits.concurrency())
              .thenApply(done -> progress(request, buckets, found.size() > buckets.size()));
        });
  }

  /**
   * All buckets but the newest of them may leave the index now. They lie wholly below the bound,
   * and any message that could still arrive in them is dated before the deletion: dead on arrival.
   */
  private BulkProgress progress(DeleteBulk request, List<Bucket> buckets, boolean more) {
    for (Bucket bucket : buckets.subList(Math.min(1, buckets.size()), buckets.size())) {
      marks.purged(request.channel(), bucket);
    }
    if (!more) {
      return new BulkProgress(Optional.empty());
    }
    MessageId reached = new MessageId(buckets.getLast().first());
    return new BulkProgress(
        Optional.of(
            new DeleteBulk(request.channel(), new DeleteBulk.Before(reached), request.atMicros())));
  }
}
