package dev.weir.chaos.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Something that weighs: what the tests of mutations make worse. */
public final class Scales implements LongFunction<String> {

  static final long MOST = 1_000L;

  private final List<Long> weighed = new ArrayList<>();
  private int refused;

  /** Scales without anything on them. */
  public Scales() {}

  @Override
  public String apply(long grams) {
    Supplier<Optional<Long>> weight = () -> weigh(grams, 2);
    String told = weight.get().map(each -> each + " g").orElse("too heavy");
    return "%s, %d of %d, %s".formatted(told, weighed.size(), weighed.size() + refused, named(3));
  }

  private Optional<Long> weigh(long grams, int times) {
    if (grams > MOST && times > 0) {
      refused++;
      return Optional.empty();
    }
    note(grams, times);
    return Optional.of(grams * times);
  }

  private void note(long grams, int times) {
    weighed.add(grams * times);
  }

  @Override
  public boolean equals(Object other) {
    if (other == this) {
      return true;
    }
    return false;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  private Object named(int length) {
    return named("scales", length);
  }

  private static CharSequence named(String name, int length) {
    return name.substring(0, length);
  }
}
