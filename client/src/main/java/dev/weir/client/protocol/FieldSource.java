package dev.weir.client.protocol;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.Payload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Gives the fields of a received frame one after another, and trusts none: every length and count
 * is held against the bytes that are really there before anything is allocated for it.
 */
final class FieldSource {

  private final ByteBuffer frame;
  private OptionalLong requestId = OptionalLong.empty();

  /** A source of the buffer's remaining bytes; the buffer itself is left as it is. */
  FieldSource(ByteBuffer frame) {
    this.frame = frame.slice();
  }

  int remaining() {
    return frame.remaining();
  }

  /** Reads the request's id, which every failure names from here on. */
  void readRequestId() {
    requestId = OptionalLong.of(i64());
  }

  /** The id that was read. */
  long requestId() {
    return requestId.orElseThrow();
  }

  int u8() {
    require(1);
    return frame.get() & 0xFF;
  }

  int u16() {
    require(2);
    return frame.getShort() & 0xFFFF;
  }

  long u32() {
    require(4);
    return frame.getInt() & 0xFFFF_FFFFL;
  }

  long i64() {
    require(8);
    return frame.getLong();
  }

  boolean flag() {
    int value = u8();
    if (value > 1) {
      throw malformed("a flag is %d, neither 0 nor 1".formatted(value));
    }
    return value == 1;
  }

  /** A u32 that a record keeps as an int; more than fits is refused, not wrapped. */
  int count32() {
    long value = u32();
    if (value > Integer.MAX_VALUE) {
      throw refused(ErrorCode.INVALID_ARGUMENT, "the number %d is too large".formatted(value));
    }
    return (int) value;
  }

  String text() {
    return Utf8.decode(read(length())).orElseThrow(() -> malformed("a text is not UTF-8"));
  }

  Payload bytes() {
    int length = length();
    Payload payload = Payload.of(frame.slice(frame.position(), length));
    skip(length);
    return payload;
  }

  /**
   * A u32 count and as many items.
   *
   * @param max the most items there may be
   * @param itemBytes the fewest bytes that an item takes
   */
  <T> List<T> list(int max, int itemBytes, Function<FieldSource, T> item) {
    long count = u32();
    if (count * itemBytes > remaining()) {
      throw malformed("%d items announced, %d bytes left".formatted(count, remaining()));
    }
    if (count > max) {
      throw refused(ErrorCode.INVALID_ARGUMENT, "%d items, at most %d".formatted(count, max));
    }
    List<T> items = new ArrayList<>((int) count);
    for (int i = 0; i < count; i++) {
      items.add(item.apply(this));
    }
    return items;
  }

  /** Passes over bytes that are there. */
  void skip(int bytes) {
    require(bytes);
    frame.position(frame.position() + bytes);
  }

  /** Nothing may follow the last field. */
  void end() {
    if (frame.hasRemaining()) {
      throw malformed("%d bytes follow the last field".formatted(remaining()));
    }
  }

  /** The bytes are no frame; nothing after them can be trusted. */
  CodecException malformed(String message) {
    return fatal(ErrorCode.MALFORMED_FRAME, message);
  }

  /** The connection cannot go on. */
  CodecException fatal(ErrorCode code, String message) {
    return new CodecException(code, message, requestId, true);
  }

  /** The frame is sound, but this request cannot be served. */
  CodecException refused(ErrorCode code, String message) {
    return new CodecException(code, message, requestId, requestId.isEmpty());
  }

  private int length() {
    long length = u32();
    if (length > remaining()) {
      throw malformed("a field of %d bytes, %d left".formatted(length, remaining()));
    }
    return (int) length;
  }

  private byte[] read(int length) {
    byte[] bytes = new byte[length];
    frame.get(bytes);
    return bytes;
  }

  private void require(int bytes) {
    if (frame.remaining() < bytes) {
      throw malformed("the frame ends within a field");
    }
  }
}
