package dev.weir.node.store;

import dev.weir.messages.Body;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * A row as Cassandra keeps it: cells that win one by one, the latest timestamp first; on a tie a
 * deletion beats a value, and of two values the one with the greater bytes wins. Merging is
 * associative, commutative and idempotent, so the order in which writes arrive does not matter.
 *
 * @param author who wrote it, as the append wrote it
 * @param body what it says, as the append or the latest edit wrote it
 * @param deletedAtMicros the row's tombstone; {@link #NEVER} if it has none
 */
public record Cells(Optional<Author> author, Optional<Text> body, long deletedAtMicros) {

  /** The timestamp of a tombstone that does not exist. */
  public static final long NEVER = Long.MIN_VALUE;

  /** The cell {@code author_id}. */
  public record Author(long value, long atMicros) {}

  /** The cell {@code body}: one value, so that two edits can never mix. */
  public record Text(Body body, Optional<Long> editedAtMicros, long atMicros) {}

  public static Cells appended(MessageId id, long author, Body body) {
    return new Cells(
        Optional.of(new Author(author, id.unixMicros())),
        Optional.of(new Text(body, Optional.empty(), id.unixMicros())),
        NEVER);
  }

  public static Cells edited(Body body, long atMicros) {
    return new Cells(
        Optional.empty(), Optional.of(new Text(body, Optional.of(atMicros), atMicros)), NEVER);
  }

  public static Cells deleted(long atMicros) {
    return new Cells(Optional.empty(), Optional.empty(), atMicros);
  }

  /** What is left of both. */
  public Cells merge(Cells other) {
    long deleted = Math.max(deletedAtMicros, other.deletedAtMicros);
    return new Cells(
        latestAuthor(other).filter(cell -> cell.atMicros > deleted),
        latestText(other).filter(cell -> cell.atMicros > deleted),
        deleted);
  }

  /** The message, if it exists: a row without an author is deleted, whatever else it holds. */
  public Optional<Message> message(MessageId id) {
    if (author.isEmpty() || body.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> editedAt =
        body.get().editedAtMicros.map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    return Optional.of(new Message(id, author.get().value, body.get().body, editedAt));
  }

  private Optional<Author> latestAuthor(Cells other) {
    if (author.isEmpty() || other.author.isEmpty()) {
      return author.or(other::author);
    }
    Author mine = author.get();
    Author theirs = other.author.get();
    int order = Long.compare(mine.atMicros, theirs.atMicros);
    if (order == 0) {
      order = Long.compareUnsigned(mine.value, theirs.value);
    }
    return order >= 0 ? author : other.author;
  }

  private Optional<Text> latestText(Cells other) {
    if (body.isEmpty() || other.body.isEmpty()) {
      return body.or(other::body);
    }
    Text mine = body.get();
    Text theirs = other.body.get();
    int order = Long.compare(mine.atMicros, theirs.atMicros);
    if (order == 0) {
      order = Arrays.compareUnsigned(bytes(mine), bytes(theirs));
    }
    return order >= 0 ? body : other.body;
  }

  /** The cell's bytes as CQL writes a user-defined type: each field behind its length. */
  private static byte[] bytes(Text text) {
    byte[] content = text.body.content().getBytes(StandardCharsets.UTF_8);
    ByteBuffer payload = text.body.payload().view();
    ByteBuffer out =
        ByteBuffer.allocate(3 * Integer.BYTES + content.length + payload.remaining() + Long.BYTES);
    out.putInt(content.length).put(content).putInt(payload.remaining()).put(payload);
    if (text.editedAtMicros.isPresent()) {
      out.putInt(Long.BYTES).putLong(text.editedAtMicros.get());
    } else {
      out.putInt(-1);
    }
    return Arrays.copyOf(out.array(), out.position());
  }
}
