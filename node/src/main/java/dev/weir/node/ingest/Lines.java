package dev.weir.node.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a stream, one at a time, in a buffer that is reused. A line that is too long is
 * passed over without being held in memory.
 */
final class Lines implements Closeable {

  /** The longest line, in bytes. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final int FIRST_BUFFER = 64 * 1024;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream source;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int start;
  private int end;
  private int next;
  private int limit;
  private long number;
  private boolean tooLong;

  Lines(InputStream source) {
    this.source = source;
  }

  /** Goes to the next line; false at the end. Waits for the stream. */
  boolean next() throws IOException {
    start = next;
    tooLong = false;
    int searched = start;
    while (true) {
      int newline = indexOfNewline(searched);
      if (newline >= 0) {
        end = newline;
        next = newline + 1;
        break;
      }
      if (limit - start > MAX_BYTES) {
        tooLong = true;
        start = 0;
        limit = 0;
      }
      searched = limit - start;
      if (!fill()) {
        if (limit == start && !tooLong) {
          return false;
        }
        end = limit;
        next = limit;
        break;
      }
    }
    number++;
    tooLong |= end - start > MAX_BYTES;
    trim();
    return true;
  }

  /** The line's number, from 1. */
  long number() {
    return number;
  }

  /** Whether the line is longer than {@link #MAX_BYTES}: it cannot be seen then. */
  boolean isTooLong() {
    return tooLong;
  }

  boolean isBlank() {
    for (int i = start; i < end; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return !tooLong;
  }

  /** What {@link #offset} and {@link #length} refer to; valid until the next line is asked for. */
  byte[] buffer() {
    return buffer;
  }

  int offset() {
    return start;
  }

  int length() {
    return end - start;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private int indexOfNewline(int from) {
    for (int i = from; i < limit; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Moves the begun line to the buffer's start and reads on; false at the end of the stream. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, limit - start);
    limit -= start;
    start = 0;
    next = 0;
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = source.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, read);
    return read >= 0;
  }

  private void trim() {
    if (end > start && buffer[end - 1] == '\r') {
      end--;
    }
    int mark = BYTE_ORDER_MARK.length;
    if (number == 1
        && end - start >= mark
        && Arrays.equals(buffer, start, start + mark, BYTE_ORDER_MARK, 0, mark)) {
      start += mark;
    }
  }
}
