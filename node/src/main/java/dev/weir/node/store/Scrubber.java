package dev.weir.node.store;

import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Removes half rows: edits that met a deletion, and would be read and thrown away for ever. In the
 * background; a failure leaves the work to a later read.
 *
 * <p>Half a row may also be a message whose append is still on its way: from another region, from
 * an import that runs after live edits. Its removal would then eat the message. So only old ones
 * are removed, of which no replica of any region has the message, and with the edit's own write
 * time: a later edit stays.
 */
final class Scrubber {

  private static final long MICROS_PER_MILLI = 1_000;

  private record RowKey(ChannelId channel, MessageId id) {}

  private final Database database;
  private final SelectEverywhere everywhere;
  private final DeleteMessages deleteMessages;
  private final InstantSource wall;
  private final Duration scrubAfter;
  private final StoreEvents events;
  private final Attempts<RowKey> attempts;

  Scrubber(Database database, InstantSource wall, Duration scrubAfter, StoreEvents events) {
    this.database = database;
    this.everywhere = new SelectEverywhere(database, events);
    this.deleteMessages = new DeleteMessages(database);
    this.wall = wall;
    this.scrubAfter = scrubAfter;
    this.events = events;
    this.attempts = new Attempts<>(wall);
  }

  /** A read found a half row: whether its removal was begun. */
  boolean found(ChannelId channel, StoredRow row) {
    OptionalLong micros = row.loneEditMicros();
    if (micros.isEmpty()
        || wall.millis() - micros.getAsLong() / MICROS_PER_MILLI < scrubAfter.toMillis()
        || !attempts.begin(new RowKey(channel, row.id()))) {
      return false;
    }
    var _ =
        everywhere
            .loneEditMicros(channel, row.id())
            .thenCompose(written -> remove(channel, row.id(), written))
            .whenComplete((removed, error) -> {
              attempts.end();
              if (error != null) {
                events.happened(StoreEvent.SCRUB_FAILED);
              } else if (removed) {
                events.happened(StoreEvent.HALF_ROW_SCRUBBED);
              }
            });
    return true;
  }

  private CompletionStage<Boolean> remove(ChannelId channel, MessageId id, OptionalLong written) {
    if (written.isEmpty()) {
      return CompletableFuture.completedStage(false);
    }
    return database
        .writeUnattended(
            deleteMessages.bind(channel, Bucket.of(id), List.of(id), written.getAsLong()))
        .thenApply(done -> true);
  }
}
