package dev.weir.node.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/** Reads ISO-8601 times; the usual form without garbage, because files hold millions of them. */
final class IsoTime {

  private static final int DATE = 10;
  private static final int SECONDS = 19;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int NO_NUMBER = -1;

  private IsoTime() {}

  /**
   * Milliseconds since 1970, what is finer cut off.
   *
   * @throws BadLine if it is no time, or has no zone
   */
  static long millis(String text) throws BadLine {
    OptionalLong plain = plainMillis(text);
    if (plain.isPresent()) {
      return plain.getAsLong();
    }
    try {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from).toEpochMilli();
    } catch (DateTimeException | ArithmeticException _) {
      throw new BadLine(
          "at \"%s\" is not a time such as 2014-12-25T09:14:00Z (with its zone) or epoch"
                  .formatted(shortened(text))
              + " milliseconds");
    }
  }

  private static String shortened(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64) + "…";
  }

  /** {@code yyyy-MM-ddTHH:mm:ss[.fraction]Z}, or empty for every other form. */
  private static OptionalLong plainMillis(String text) {
    int last = text.length() - 1;
    if (last < SECONDS || text.charAt(last) != 'Z' || !hasSeparators(text)) {
      return OptionalLong.empty();
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, DATE);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, SECONDS);
    int milli = last == SECONDS ? 0 : fraction(text, last);
    boolean isDate = year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
    boolean isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
    if (!isDate || !isTime || second < 0 || second >= 60 || milli < 0) {
      return OptionalLong.empty(); // Perhaps the 29th, perhaps nonsense: rare, and judged slowly.
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    long seconds = days * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second;
    return OptionalLong.of(seconds * 1_000 + milli);
  }

  private static boolean hasSeparators(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(DATE) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NO_NUMBER;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** The milliseconds of a fraction of one to nine digits. */
  private static int fraction(String text, int end) {
    int digits = end - SECONDS - 1;
    if (text.charAt(SECONDS) != '.' || digits < 1 || digits > 9) {
      return NO_NUMBER;
    }
    int nanos = number(text, SECONDS + 1, end);
    for (int i = digits; i < 9 && nanos >= 0; i++) {
      nanos *= 10;
    }
    return nanos < 0 ? NO_NUMBER : nanos / 1_000_000;
  }
}
