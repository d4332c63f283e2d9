package dev.weir.client.protocol;

import dev.weir.messages.Body;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Payload;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The layout of what both requests and replies are made of: ids, bodies, messages. */
final class MessageFields {

  /** The fewest bytes of a message: id, author, two empty lengths, "never edited". */
  static final int MIN_MESSAGE = 8 + 8 + 4 + 4 + 1;

  static final int ID = 8;

  private static final int SELECT_IDS = 0;
  private static final int SELECT_BEFORE = 1;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;

  private MessageFields() {}

  static MessageId readId(FieldSource source) {
    return new MessageId(source.i64());
  }

  static void writeBody(FieldSink sink, Body body) {
    sink.text(body.content());
    sink.bytes(body.payload());
  }

  static Body readBody(FieldSource source) {
    int before = source.remaining();
    String content = source.text();
    Payload payload = source.bytes();
    int bytes = before - source.remaining() - 8;
    if (bytes > Body.MAX_BYTES) {
      throw source.refused(
          ErrorCode.CONTENT_TOO_LARGE,
          "a body of %d bytes, at most %d".formatted(bytes, Body.MAX_BYTES));
    }
    return new Body(content, payload);
  }

  static void writeMessage(FieldSink sink, Message message) {
    sink.i64(message.id().value());
    sink.i64(message.author());
    writeBody(sink, message.body());
    sink.flag(message.editedAt().isPresent());
    message.editedAt().ifPresent(at -> sink.i64(micros(at)));
  }

  static Message readMessage(FieldSource source) {
    MessageId id = readId(source);
    long author = source.i64();
    Body body = readBody(source);
    Optional<Instant> editedAt =
        source.flag() ? Optional.of(instant(source.i64())) : Optional.empty();
    return new Message(id, author, body, editedAt);
  }

  static void writeMessages(FieldSink sink, List<Message> messages) {
    sink.u32(messages.size());
    for (Message message : messages) {
      writeMessage(sink, message);
    }
  }

  static void writeDeleteBulk(FieldSink sink, DeleteBulk request) {
    sink.i64(request.channel().value());
    sink.i64(request.atMicros());
    if (request.selection() instanceof DeleteBulk.Ids some) {
      sink.u8(SELECT_IDS);
      sink.u32(some.ids().size());
      some.ids().forEach(id -> sink.i64(id.value()));
    } else if (request.selection() instanceof DeleteBulk.Before before) {
      sink.u8(SELECT_BEFORE);
      sink.i64(before.id().value());
    }
  }

  static DeleteBulk readDeleteBulk(FieldSource source) {
    ChannelId channel = new ChannelId(source.i64());
    long atMicros = source.i64();
    int kind = source.u8();
    DeleteBulk.Selection selection =
        switch (kind) {
          case SELECT_IDS ->
              new DeleteBulk.Ids(source.list(DeleteBulk.MAX_IDS, ID, MessageFields::readId));
          case SELECT_BEFORE -> new DeleteBulk.Before(readId(source));
          default -> throw source.malformed("selection %d does not exist".formatted(kind));
        };
    return new DeleteBulk(channel, selection, atMicros);
  }

  private static long micros(Instant at) {
    if (at.getNano() % NANOS_PER_MICRO != 0) {
      throw WeirException.invalid("edited at %s: not a whole microsecond".formatted(at));
    }
    long seconds = at.getEpochSecond();
    long micros = at.getNano() / NANOS_PER_MICRO;
    if (seconds < 0) {
      // Towards zero: else the first second of all that 64 bits hold would overflow.
      seconds++;
      micros -= MICROS_PER_SECOND;
    }
    try {
      return Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), micros);
    } catch (ArithmeticException e) {
      throw WeirException.invalid("edited at %s: beyond 64 bits of microseconds".formatted(at));
    }
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
