package dev.weir.client.protocol;

import dev.weir.messages.Body;
import dev.weir.messages.WeirException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Text to bytes and back without ever changing it: where Java's own methods would put a question
 * mark or U+FFFD in place of what they cannot convert, these refuse.
 */
final class Utf8 {

  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** The bytes that a text takes. */
  static int length(String text) {
    return Body.utf8Length(text);
  }

  /**
   * The text's bytes.
   *
   * @throws WeirException INVALID_ARGUMENT if half of a surrogate pair stands alone
   */
  static byte[] encode(String text) {
    int lone = indexOfLoneSurrogate(text);
    if (lone >= 0) {
      throw WeirException.invalid(
          "text has an unpaired surrogate U+%04X at %d: UTF-8 cannot hold it"
              .formatted((int) text.charAt(lone), lone));
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The first characters of a text, with a question mark for what UTF-8 cannot hold. */
  static String lenient(String text, int maxChars) {
    String start = text.substring(0, Math.min(maxChars, text.length()));
    return indexOfLoneSurrogate(start) < 0
        ? start
        : new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** The text of these bytes; empty if they are not UTF-8. */
  static Optional<String> decode(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    // Malformed bytes become U+FFFD, so only a text that has one needs the slow, strict decoder.
    return text.indexOf(REPLACEMENT) < 0 ? Optional.of(text) : decodeStrictly(bytes);
  }

  private static Optional<String> decodeStrictly(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static int indexOfLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
