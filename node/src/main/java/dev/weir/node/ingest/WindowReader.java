package dev.weir.node.ingest;

import dev.weir.messages.MessageId;
import java.io.IOException;

/** Cuts the lines of a source into windows, and names their messages. For one thread. */
final class WindowReader {

  private static final long MAX_BYTES = 4L * 1024 * 1024;

  /** A window ends early when its channels have so many messages each, on average. */
  private static final int ENOUGH_PER_CHANNEL = 64;

  /** But not before this part of it is full. */
  private static final int EARLIEST_END = 10;

  private final Lines lines;
  private final ChannelTracker tracker;
  private final LineParser parser = new LineParser();

  WindowReader(Lines lines, ChannelTracker tracker) {
    this.lines = lines;
    this.tracker = tracker;
  }

  /**
   * The next lines, up to a number and a size; none at the end. Many lines if they belong to many
   * channels, because a request is about one; fewer if that makes no larger requests. Waits for the
   * source.
   */
  Window next(long maxLines) throws IOException {
    Window window = new Window();
    while (!isFull(window, maxLines) && lines.next()) {
      window.count(lines.length());
      if (!lines.isBlank()) {
        try {
          read(window);
        } catch (BadLine e) {
          window.reject(lines.number(), e.reason());
        }
      }
    }
    return window;
  }

  private static boolean isFull(Window window, long maxLines) {
    long channels = window.batches().size();
    boolean isEnough =
        window.lines() * EARLIEST_END >= maxLines
            && window.messages() >= channels * ENOUGH_PER_CHANNEL;
    return window.lines() >= maxLines || window.bytes() >= MAX_BYTES || (channels > 0 && isEnough);
  }

  private void read(Window window) throws BadLine {
    if (lines.isTooLong()) {
      throw new BadLine("longer than %,d bytes".formatted(Lines.MAX_BYTES));
    }
    Entry entry = parser.parse(lines.buffer(), lines.offset(), lines.length());
    TrackedChannel channel = tracker.at(entry.channel(), entry.millis());
    MessageId id = channel.next(entry.millis());
    window.add(lines.number(), channel, id, entry);
  }
}
