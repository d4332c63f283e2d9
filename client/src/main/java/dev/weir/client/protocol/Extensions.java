package dev.weir.client.protocol;

import dev.weir.messages.ErrorCode;

/**
 * The extension block of a header: how a newer version says more to an older one without a new
 * layout. A receiver passes over what it does not know, if it may.
 */
final class Extensions {

  /** The longest block, in bytes. */
  static final int MAX_BYTES = 4 << 10;

  /** A receiver that does not know a tag from here on must refuse the request. */
  static final int FIRST_MUST_UNDERSTAND = 128;

  /** Bytes of an entry before what it holds. */
  static final int ENTRY_BYTES = 1 + 2;

  private static final int NOTHING = -1;

  /** Reads the entries of one kind of block. */
  interface Reader {

    /** Reads an entry whole, or leaves it as it is. */
    boolean take(int tag, int length, FieldSource source);
  }

  private Extensions() {}

  /** Reads a block with its length, entry by entry. */
  static void read(FieldSource source, Reader reader) {
    int size = source.u16();
    if (size > MAX_BYTES) {
      throw source.malformed("%d bytes of extensions, at most %d".formatted(size, MAX_BYTES));
    }
    int end = source.remaining() - size;
    int notUnderstood = NOTHING;
    while (source.remaining() > end) {
      int tag = source.u8();
      int length = source.u16();
      int entryEnd = source.remaining() - length;
      if (!reader.take(tag, length, source)) {
        source.skip(length);
        if (tag >= FIRST_MUST_UNDERSTAND) {
          notUnderstood = tag;
        }
      }
      if (source.remaining() != entryEnd) {
        throw source.malformed("extension %d is not of %d bytes".formatted(tag, length));
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
  }
}
