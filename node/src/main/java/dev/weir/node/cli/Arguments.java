package dev.weir.node.cli;

import java.util.regex.Pattern;

/**
 * Lets numbers below zero be arguments: {@code weir get 42 -123}. The parser would take them for
 * misspelt options, so they are marked with a character that no argument can hold, and every
 * converter takes the mark away. Unknown options are still found, and text behind {@code --} is
 * free.
 */
final class Arguments {

  private static final char MARK = '\0';
  private static final Pattern BELOW_ZERO = Pattern.compile("-\\d.*", Pattern.DOTALL);

  private Arguments() {}

  static String[] mark(String... arguments) {
    String[] marked = arguments.clone();
    for (int i = 0; i < marked.length; i++) {
      if (BELOW_ZERO.matcher(marked[i]).matches()) {
        marked[i] = MARK + marked[i];
      }
    }
    return marked;
  }

  /** An argument as the user gave it, or a text without its marks. */
  static String unmark(String text) {
    return text.indexOf(MARK) < 0 ? text : text.replace(String.valueOf(MARK), "");
  }
}
