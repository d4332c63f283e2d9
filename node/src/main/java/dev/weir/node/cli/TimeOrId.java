package dev.weir.node.cli;

import dev.weir.messages.MessageId;
import dev.weir.messages.Slice;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * A place in a channel's history, as a user names it: a message's id, or a time.
 *
 * @param id the message, or the lowest id of that time
 * @param isTime whether a time was given
 */
record TimeOrId(MessageId id, boolean isTime) {

  /** What {@link #parse} takes, for option descriptions. */
  static final String FORMS =
      "a message's id, a time (2014-12-25, 2014-12-25T09:14Z, UTC if it says no zone), or an age"
          + " (2h ago, 3d12h ago)";

  private static final Pattern ID = Pattern.compile("-?\\d+");
  private static final Pattern AGE = Pattern.compile("(.*?)(?:\\s*ago)?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern ZONE = Pattern.compile(".*T.*(Z|[+-]\\d{2}(:?\\d{2})?)");

  /**
   * Reads an id or a time.
   *
   * @throws IllegalArgumentException if it is neither, with the forms that are
   */
  static TimeOrId parse(String text, InstantSource clock) {
    String trimmed = text.strip();
    if (ID.matcher(trimmed).matches()) {
      return new TimeOrId(id(trimmed), false);
    }
    try {
      return new TimeOrId(MessageId.floor(time(trimmed, clock).toEpochMilli()), true);
    } catch (DateTimeException | ArithmeticException _) {
      throw new IllegalArgumentException("'%s' is not %s".formatted(text, FORMS));
    }
  }

  /**
   * Reads a message's id.
   *
   * @throws IllegalArgumentException if no message can have it
   */
  static MessageId id(String text) {
    try {
      MessageId id = new MessageId(Long.parseLong(text));
      if (id.isValid()) {
        return id;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "'%s' is not a message's id: a 64-bit number, %s or higher".formatted(text, MessageId.MIN));
  }

  /** What is older: before the message, or before that time. */
  Slice before() {
    return Slice.before(id);
  }

  /** What is newer: after the message, or from that time on. */
  Slice after() {
    return Slice.after(above());
  }

  /** The latest of what is newer, likewise. */
  Slice since() {
    return Slice.since(above());
  }

  Slice around() {
    return Slice.around(id);
  }

  private MessageId above() {
    boolean isFirst = id.equals(MessageId.MIN);
    return isTime && !isFirst ? new MessageId(id.value() - 1) : id;
  }

  private static Instant time(String text, InstantSource clock) {
    if (text.equals("now")) {
      return clock.instant();
    }
    if (DATE.matcher(text).matches()) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    String iso = text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
    if (ZONE.matcher(iso).matches()) {
      return OffsetDateTime.parse(iso).toInstant();
    }
    if (iso.indexOf('T') > 0) {
      return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
    var age = AGE.matcher(text);
    Duration back = Durations.parse(age.matches() ? age.group(1) : text);
    return clock.instant().minus(back);
  }
}
