package dev.weir.client.protocol;

import dev.weir.messages.ErrorCode;

/**
 * The extension block of a header: how a newer version says more to an older one without a new
 * layout. This version sends none and passes over those that it may ignore.
 */
final class Extensions {

  /** The longest block, in bytes. */
  static final int MAX_BYTES = 4 << 10;

  /** A receiver that does not know a tag from here on must refuse the request. */
  static final int FIRST_MUST_UNDERSTAND = 128;

  private static final int NONE = -1;

  private Extensions() {}

  static void skip(FieldSource source) {
    int size = source.u16();
    if (size > MAX_BYTES) {
      throw source.malformed("%d bytes of extensions, at most %d".formatted(size, MAX_BYTES));
    }
    int end = source.remaining() - size;
    int notUnderstood = NONE;
    while (source.remaining() > end) {
      int tag = source.u8();
      source.skip(source.u16());
      if (tag >= FIRST_MUST_UNDERSTAND) {
        notUnderstood = tag;
      }
    }
    if (source.remaining() != end) {
      throw source.malformed("an extension exceeds its block of %d bytes".formatted(size));
    }
    if (notUnderstood != NONE) {
      throw source.refused(
          ErrorCode.UNKNOWN_OPERATION,
          "extension %d must be understood and is not known to this version"
              .formatted(notUnderstood));
    }
  }
}
