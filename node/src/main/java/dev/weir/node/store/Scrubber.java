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
 * an import that runs after live edits. Its removal would then eat the message. The edit's own time
 * says nothing about that, since imports bring old edits. So a half row is only removed when this
 * node has known it unchanged for long, when no replica of any region has the message, and with the
 * edit's own write time: a later edit stays.
 */
final class Scrubber {

  /** Half rows that are remembered; of more, none grows old enough before it is forgotten. */
  private static final int MAX_SIGHTINGS = 10_000;

  private record HalfRow(ChannelId channel, MessageId id, long editedAtMicros) {}

  private final Database database;
  private final SelectEverywhere everywhere;
  private final DeleteMessages deleteMessages;
  private final InstantSource wall;
  private final Duration scrubAfter;
  private final StoreEvents events;
  private final Recent<HalfRow, Long> firstSeenMillis = new Recent<>(MAX_SIGHTINGS);
  private final Attempts<HalfRow> attempts;

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
    OptionalLong edited = row.loneEditMicros();
    if (edited.isEmpty()) {
      return false;
    }
    HalfRow half = new HalfRow(channel, row.id(), edited.getAsLong());
    long now = wall.millis();
    boolean known = now - firstSeenMillis.getOrPut(half, now) >= scrubAfter.toMillis();
    if (!known || !attempts.begin(half)) {
      return false;
    }
    var _ =
        everywhere
            .loneEditMicros(channel, row.id())
            .thenCompose(written -> remove(half, written))
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

  private CompletionStage<Boolean> remove(HalfRow half, OptionalLong writtenMicros) {
    if (writtenMicros.isEmpty() || writtenMicros.getAsLong() != half.editedAtMicros) {
      return CompletableFuture.completedStage(false);
    }
    return database
        .writeUnattended(
            deleteMessages.bind(
                half.channel, Bucket.of(half.id), List.of(half.id), half.editedAtMicros))
        .thenApply(done -> true);
  }
}
