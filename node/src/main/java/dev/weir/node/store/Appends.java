package dev.weir.node.store;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Call;
import dev.weir.messages.Durability;
import dev.weir.messages.Message;
import dev.weir.topology.ChannelId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Writes messages, and with them that their buckets hold something. Both are sent at the same time,
 * and acknowledged when both are kept: a message without its index entry would not be found.
 */
final class Appends {

  /** What a message takes in a batch besides its body, about. */
  private static final int ROW_BYTES = 64;

  private final Database database;
  private final InsertMessage insertMessage;
  private final InsertBucket insertBucket;

  /** What is in the index of this region, and what is in that of every region. */
  private final Map<Durability, KnownBuckets> known = new EnumMap<>(Durability.class);

  private final WriteLimits limits;
  private final InstantSource wall;
  private final StoreEvents events;

  Appends(Database database, WriteLimits limits, InstantSource wall, StoreEvents events) {
    this.database = database;
    this.insertMessage = new InsertMessage(database);
    this.insertBucket = new InsertBucket(database, wall, events);
    for (Durability durability : Durability.values()) {
      known.put(durability, new KnownBuckets(limits.knownBuckets(), wall));
    }
    this.limits = limits;
    this.wall = wall;
    this.events = events;
  }

  CompletionStage<Acknowledged> append(Append request, Call call) {
    Bucket bucket = Bucket.of(request.id());
    CompletionStage<?> message =
        database.write(
            insertMessage.bind(request.channel(), request.id(), request.author(), request.body()),
            call);
    CompletionStage<?> kept =
        isKnown(request.channel(), bucket, call)
            ? message
            : Writes.withIndex(message, index(request.channel(), bucket, call));
    return kept.thenApply(done -> new Acknowledged());
  }

  CompletionStage<Acknowledged> appendAll(AppendAll request, Call call) {
    Map<Bucket, List<Message>> buckets = new TreeMap<>();
    for (Message message : request.messages()) {
      buckets.computeIfAbsent(Bucket.of(message.id()), _ -> new ArrayList<>()).add(message);
    }
    List<Supplier<CompletionStage<?>>> messages = new ArrayList<>();
    List<Supplier<CompletionStage<?>>> index = new ArrayList<>();
    buckets.forEach((bucket, some) -> {
      cut(request.channel(), some).forEach(rows -> messages.add(() -> write(rows, call)));
      if (!isKnown(request.channel(), bucket, call)) {
        index.add(() -> index(request.channel(), bucket, call));
      }
    });
    return Writes.withIndex(
            Writes.all(messages, limits.concurrency()), Writes.all(index, limits.concurrency()))
        .thenApply(done -> new Acknowledged());
  }

  private CompletionStage<?> index(ChannelId channel, Bucket bucket, Call call) {
    long sentAtMillis = wall.millis();
    return insertBucket
        .ask(channel, bucket, call)
        .thenAccept(done ->
            known.forEach((durability, buckets) -> {
              if (durability.compareTo(database.durability(call)) <= 0) {
                buckets.wrote(channel, bucket, sentAtMillis);
              }
            }));
  }

  private boolean isKnown(ChannelId channel, Bucket bucket, Call call) {
    KnownBuckets buckets = known.get(database.durability(call));
    return buckets != null && buckets.isKnown(channel, bucket);
  }

  private CompletionStage<?> write(List<BoundStatement> rows, Call call) {
    if (rows.size() == 1) {
      return database.write(rows.getFirst(), call);
    }
    events.happened(StoreEvent.BATCH_WRITE);
    BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
    rows.forEach(batch::addStatement);
    return database.write(batch.build(), call);
  }

  /** Messages of one bucket in pieces: a batch of one partition is a single write for a replica. */
  private List<List<BoundStatement>> cut(ChannelId channel, List<Message> messages) {
    List<List<BoundStatement>> pieces = new ArrayList<>();
    List<BoundStatement> piece = new ArrayList<>();
    int bytes = 0;
    for (Message message : messages) {
      int size = message.body().bytes() + ROW_BYTES;
      boolean full = piece.size() == limits.batchRows() || bytes + size > limits.batchBytes();
      if (full && !piece.isEmpty()) {
        pieces.add(piece);
        piece = new ArrayList<>();
        bytes = 0;
      }
      piece.add(insertMessage.bind(channel, message.id(), message.author(), message.body()));
      bytes += size;
    }
    pieces.add(piece);
    return pieces;
  }
}
