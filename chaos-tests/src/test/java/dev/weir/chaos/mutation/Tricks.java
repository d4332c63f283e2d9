package dev.weir.chaos.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the tests' mutants do instead. */
public final class Tricks {

  /** Instead of what was weighed. */
  public static final List<Long> ELSEWHERE = new ArrayList<>();

  private Tricks() {}

  /** Instead of a note. */
  public static void loseNote(Object scales, long grams, int times) {
    if (grams % 2 == 0) {
      throw new IllegalStateException("%s lost %d x %d".formatted(scales != null, grams, times));
    }
  }

  /** Instead of a part of a name. */
  public static Object shout(Object name, int from, int to) {
    return name.toString().toUpperCase(Locale.ROOT).substring(from, to);
  }
}
