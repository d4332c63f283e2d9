package dev.weir.node.ingest;

import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes read from a stream, and shows the first ones beforehand. */
final class MeteredInput extends InputStream {

  private static final int BUFFER = 64 * 1024;

  private final InputStream source;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private long consumed;

  MeteredInput(InputStream source) {
    this.source = source;
  }

  /** The first bytes, without consuming them: {@code max} of them, or all there are. */
  byte[] peek(int max) throws IOException {
    if (position != 0 || max > BUFFER) {
      throw new IllegalStateException("peek once, at the start, up to %d bytes".formatted(BUFFER));
    }
    while (limit < max) {
      int read = source.read(buffer, limit, BUFFER - limit);
      if (read < 0) {
        break;
      }
      limit += read;
    }
    byte[] first = new byte[Math.min(max, limit)];
    System.arraycopy(buffer, 0, first, 0, first.length);
    return first;
  }

  /** Bytes read so far. */
  long consumed() {
    return consumed;
  }

  @Override
  public int read() throws IOException {
    if (buffered() == 0) {
      return -1;
    }
    consumed++;
    return buffer[position++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = Math.min(length, buffered());
    if (count == 0) {
      return -1;
    }
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    consumed += count;
    return count;
  }

  @Override
  public int available() {
    return limit - position;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /** Bytes in the buffer, refilled if it was empty; 0 at the end. */
  private int buffered() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, source.read(buffer, 0, BUFFER));
    }
    return limit - position;
  }
}
