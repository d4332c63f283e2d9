package dev.weir.messages;

/**
 * What a message says: its text, and bytes that Weir does not look into. Always replaced as a
 * whole.
 */
public record Body(String content, Payload payload) {

  /** No deployment may allow more bytes in content and payload together: one fits in any frame. */
  public static final int MAX_BYTES = 512 * 1024;

  /** A body of text alone. */
  public static Body of(String content) {
    return new Body(content, Payload.EMPTY);
  }

  /** The content's length in UTF-8, without encoding it. */
  public int contentBytes() {
    return utf8Length(content);
  }

  /** Content and payload together, in bytes. */
  public int bytes() {
    return contentBytes() + payload.size();
  }

  /**
   * The bytes that a text takes in UTF-8, without encoding it; half a surrogate pair counts one.
   */
  public static int utf8Length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        bytes += Character.isSurrogate(c) ? 1 : 3;
      }
    }
    return Math.toIntExact(bytes);
  }
}
