package dev.weir.node.cli;

/**
 * Makes text of others safe to print: a message must not move a terminal's cursor, colour it, or
 * turn the direction of what follows.
 */
final class Plain {

  private static final int FIRST_PRINTABLE = 0x20;
  private static final int DELETE = 0x7f;
  private static final int LAST_C1 = 0x9f;

  private Plain() {}

  /** The text in one line, with control characters as {@code \n} or {@code \}{@code u001b}. */
  static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i))) {
        return escaped(text, i);
      }
    }
    return text;
  }

  private static String escaped(String text, int start) {
    StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, start);
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isControl(c)) {
        safe.append(c);
      } else if (c == '\n') {
        safe.append("\\n");
      } else if (c == '\t') {
        safe.append(' ');
      } else {
        safe.append("\\u%04x".formatted((int) c));
      }
    }
    return safe.toString();
  }

  private static boolean isControl(char c) {
    return c < FIRST_PRINTABLE
        || (c >= DELETE && c <= LAST_C1)
        || (c >= '\u200e' && c <= '\u200f')
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
