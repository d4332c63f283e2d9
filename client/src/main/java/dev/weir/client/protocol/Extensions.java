package dev.weir.client.protocol;

import dev.weir.messages.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/**
 * The extension block of a header: how a newer version says more to an older one without a new
 * layout. A receiver passes over what it does not know, if it may.
 */
final class Extensions {

  /** The longest block, in bytes. */
  static final int MAX_BYTES = 4 << 10;

  /** A receiver that does not know a tag from here on must refuse the request. */
  static final int FIRST_MUST_UNDERSTAND = 128;

  private static final int SPREAD = 1;
  private static final int SPREAD_BYTES = 1 + 4;
  private static final int ENTRY_BYTES = 1 + 2;
  private static final int NOTHING = -1;

  private Extensions() {}

  /** Bytes of a response's block, without its length. */
  static int sizeOf(Optional<Spread> spread) {
    return spread.isPresent() ? ENTRY_BYTES + SPREAD_BYTES : 0;
  }

  /** Writes a response's block with its length. */
  static void write(FieldSink sink, Optional<Spread> spread) {
    sink.u16(sizeOf(spread));
    spread.ifPresent(some -> {
      sink.u8(SPREAD);
      sink.u16(SPREAD_BYTES);
      sink.u8(some.nodes());
      sink.u32(some.lasting().toMillis());
    });
  }

  /** Reads a request's block: this version knows none of its entries. */
  static void skip(FieldSource source) {
    Optional<Spread> ignored = read(source, false);
  }

  /** Reads a response's block. */
  static Optional<Spread> read(FieldSource source) {
    return read(source, true);
  }

  private static Optional<Spread> read(FieldSource source, boolean response) {
    int size = source.u16();
    if (size > MAX_BYTES) {
      throw source.malformed("%d bytes of extensions, at most %d".formatted(size, MAX_BYTES));
    }
    int end = source.remaining() - size;
    int notUnderstood = NOTHING;
    Optional<Spread> spread = Optional.empty();
    while (source.remaining() > end) {
      int tag = source.u8();
      int length = source.u16();
      if (response && tag == SPREAD && length == SPREAD_BYTES) {
        spread = Optional.of(new Spread(source.u8(), Duration.ofMillis(source.u32())));
      } else {
        source.skip(length);
      }
      if (tag >= FIRST_MUST_UNDERSTAND) {
        notUnderstood = tag;
      }
    }
    if (source.remaining() != end) {
      throw source.malformed("an extension exceeds its block of %d bytes".formatted(size));
    }
    if (notUnderstood != NOTHING) {
      throw source.refused(
          ErrorCode.UNKNOWN_OPERATION,
          "extension %d must be understood and is not known to this version"
              .formatted(notUnderstood));
    }
    return spread;
  }
}
