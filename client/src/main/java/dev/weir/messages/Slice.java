package dev.weir.messages;

/** Which part of a channel's history a page shows. Also the cursor that continues a page. */
public sealed interface Slice {

  /** The latest messages. */
  record Newest() implements Slice {}

  /** The latest messages below {@code id}, which need not exist. */
  record Before(MessageId id) implements Slice {}

  /** The earliest messages above {@code id}, which need not exist. */
  record After(MessageId id) implements Slice {}

  /**
   * The latest messages above {@code id}, which need not exist: what is new for a reader who comes
   * back. As many as were asked for, from the end of the channel down without a gap; fewer, unless
   * the page is partial, are all that is above {@code id}. The page's older cursor leads on towards
   * the past, through {@code id} and below it, like that of any other page; the newer one begins at
   * {@code id} if the page has no message.
   */
  record Since(MessageId id) implements Slice {}

  /**
   * The message {@code id}, if it exists, with messages of both sides: half of the limit, rounded
   * up, at or below the id, the rest above it.
   */
  record Around(MessageId id) implements Slice {}

  static Slice newest() {
    return new Newest();
  }

  static Slice before(MessageId id) {
    return new Before(id);
  }

  static Slice after(MessageId id) {
    return new After(id);
  }

  static Slice since(MessageId id) {
    return new Since(id);
  }

  static Slice around(MessageId id) {
    return new Around(id);
  }
}
