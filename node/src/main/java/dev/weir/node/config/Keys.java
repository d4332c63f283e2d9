package dev.weir.node.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of keys: how a number, a duration, a list of values is read and bounded. */
public final class Keys {

  private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");

  private Keys() {}

  /** Any text that {@code read} takes. */
  public static <T> Key<T> of(
      String name, String fallback, String allowed, String meaning, Function<String, T> read) {
    return new Key<>(name, fallback, allowed, meaning, read);
  }

  public static Key<String> text(String name, String fallback, String meaning) {
    return of(name, fallback, "any text", meaning, Function.identity());
  }

  /** A whole number within bounds, both included. */
  public static Key<Integer> number(String name, int fallback, int min, int max, String meaning) {
    return of(
        name,
        Integer.toString(fallback),
        min + " to " + max,
        meaning,
        text -> {
          int value = Integer.parseInt(text.replace("_", ""));
          require(value >= min && value <= max);
          return value;
        });
  }

  /** A duration such as {@code 500ms}, {@code 2s}, {@code 5m}, {@code 1h} or {@code 10d}. */
  public static Key<Duration> duration(
      String name, String fallback, String min, String max, String meaning) {
    Duration least = duration(min);
    Duration most = duration(max);
    return of(
        name,
        fallback,
        min + " to " + max + ", with ms, s, m, h or d",
        meaning,
        text -> {
          Duration value = duration(text);
          require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
          return value;
        });
  }

  public static Key<Boolean> flag(String name, boolean fallback, String meaning) {
    return of(
        name,
        Boolean.toString(fallback),
        "true or false",
        meaning,
        text -> {
          require(text.equals("true") || text.equals("false"));
          return Boolean.valueOf(text);
        });
  }

  /** One of an enum's constants, in lower case with hyphens. */
  public static <E extends Enum<E>> Key<E> oneOf(
      String name, E fallback, Class<E> type, String meaning) {
    List<String> words = Arrays.stream(type.getEnumConstants()).map(Keys::word).toList();
    return of(
        name,
        word(fallback),
        String.join(", ", words),
        meaning,
        text -> {
          int index = words.indexOf(text);
          require(index >= 0);
          return type.getEnumConstants()[index];
        });
  }

  /** Several values with commas between them, or a list in the file. */
  public static <T> Key<List<T>> list(
      String name,
      String fallback,
      String allowed,
      String meaning,
      Function<String, T> read,
      Predicate<List<T>> isAllowed) {
    return of(
        name,
        fallback,
        allowed,
        meaning,
        text -> {
          List<T> values =
              Arrays.stream(text.split(","))
                  .map(String::strip)
                  .filter(part -> !part.isEmpty())
                  .map(read)
                  .toList();
          require(isAllowed.test(values));
          return values;
        });
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    require(matcher.matches());
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static void require(boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException("not allowed");
    }
  }
}
