package dev.weir.node.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them: {@code 500ms}, {@code 90s}, {@code 1d12h}. */
final class Durations {

  private static final Pattern PART = Pattern.compile("\\s*(\\d{1,9})\\s*(ms|[smhdw])");

  private Durations() {}

  /**
   * Reads numbers with their units: ms, s, m, h, d, w.
   *
   * @throws DateTimeParseException if it is anything else
   */
  static Duration parse(String text) {
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    int end = 0;
    while (part.lookingAt()) {
      sum = sum.plus(of(Long.parseLong(part.group(1)), part.group(2)));
      end = part.end();
      part.region(end, text.length());
    }
    if (end == 0 || end < text.length()) {
      throw new DateTimeParseException(
          "'%s' is not a duration such as 500ms, 30s or 1h30m".formatted(text), text, end);
    }
    return sum;
  }

  private static Duration of(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }
}
