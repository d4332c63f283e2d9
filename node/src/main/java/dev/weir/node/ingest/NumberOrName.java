package dev.weir.node.ingest;

import dev.weir.topology.ChannelId;

/**
 * A channel or an author as people write it: a 64-bit number that is used as it is, or any other
 * text, a name, which has a stable number.
 *
 * @param text as it was written
 * @param id the number itself, or {@link ChannelId#stableId} of the name
 * @param isName whether the text is a name
 */
public record NumberOrName(String text, long id, boolean isName) {

  /** Longer than any 64-bit number. */
  private static final int MAX_DIGITS = 20;

  /**
   * Reads a number in its only plain form; everything else, such as {@code 007}, is a name. Exports
   * write ids as strings, because JavaScript rounds large numbers: so both forms mean one id.
   */
  public static NumberOrName parse(String text) {
    if (text.length() <= MAX_DIGITS && mayBeNumber(text)) {
      try {
        long number = Long.parseLong(text);
        if (Long.toString(number).equals(text)) {
          return new NumberOrName(text, number, false);
        }
      } catch (NumberFormatException _) {
        // Too large for 64 bits, or a lone minus sign: a name.
      }
    }
    return new NumberOrName(text, ChannelId.stableId(text), true);
  }

  /** A number. */
  public static NumberOrName of(long number) {
    return new NumberOrName(Long.toString(number), number, false);
  }

  private static boolean mayBeNumber(String text) {
    return !text.isEmpty() && (text.charAt(0) == '-' || Character.isDigit(text.charAt(0)));
  }

  @Override
  public String toString() {
    return text;
  }
}
