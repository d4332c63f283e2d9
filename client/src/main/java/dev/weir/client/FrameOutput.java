package dev.weir.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * What a connection has still to write. Small frames are gathered, so that many share one system
 * call; one whose sender has given up before its first byte went out is not written at all. Its
 * bounds are those of the requests in flight.
 */
final class FrameOutput {

  /** A frame to be written. */
  interface Outgoing {

    /** In place of a frame that nobody wants any more. */
    ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The bytes, asked for when their turn has come. */
    ByteBuffer frame(long nowNanos);
  }

  private final Queue<Outgoing> queue = new ArrayDeque<>();
  private final Supplier<ByteBuffer> buffers;
  private ByteBuffer stage = Outgoing.NOTHING;
  private ByteBuffer current = Outgoing.NOTHING;

  /**
   * An output that costs nothing until something is written.
   *
   * @param buffers gives it one
   */
  FrameOutput(Supplier<ByteBuffer> buffers) {
    this.buffers = buffers;
  }

  void add(Outgoing frame) {
    if (stage.capacity() == 0) {
      stage = buffers.get();
    }
    queue.add(frame);
  }

  /**
   * Writes as much as the channel takes without blocking.
   *
   * @return whether everything is written
   */
  boolean writeTo(WritableByteChannel channel, long nowNanos) throws IOException {
    fill(nowNanos);
    while (stage.position() > 0) {
      stage.flip();
      channel.write(stage);
      boolean channelIsFull = stage.hasRemaining();
      stage.compact();
      if (channelIsFull) {
        return false;
      }
      fill(nowNanos);
    }
    return true;
  }

  private void fill(long nowNanos) {
    while (stage.hasRemaining()) {
      if (!current.hasRemaining()) {
        Outgoing next = queue.poll();
        if (next == null) {
          return;
        }
        current = next.frame(nowNanos);
      }
      int length = Math.min(stage.remaining(), current.remaining());
      stage.put(stage.position(), current, current.position(), length);
      stage.position(stage.position() + length);
      current.position(current.position() + length);
    }
  }
}
