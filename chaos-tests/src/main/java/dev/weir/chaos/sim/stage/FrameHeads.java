package dev.weir.chaos.sim.stage;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Finds the heads of frames in bytes that come in pieces, so that somebody can listen without
 * decoding: of each direction, docs/protocol.md says what is where.
 */
final class FrameHeads {

  /** No frame is shorter. */
  private static final int HEAD = 18;

  private static final int LENGTH = 4;

  private final ByteBuffer head = ByteBuffer.allocate(HEAD);
  private final Consumer<ByteBuffer> whenWhole;
  private long missing;

  /** Tells the head of each frame of which the last byte has come. */
  FrameHeads(Consumer<ByteBuffer> whenWhole) {
    this.whenWhole = whenWhole;
  }

  /** Takes all that remains in the buffer. */
  void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (head.hasRemaining()) {
        begin(bytes);
      } else {
        int some = (int) Math.min(missing, bytes.remaining());
        bytes.position(bytes.position() + some);
        missing -= some;
      }
      if (!head.hasRemaining() && missing == 0) {
        whenWhole.accept(head);
        head.clear();
      }
    }
  }

  private void begin(ByteBuffer bytes) {
    while (head.hasRemaining() && bytes.hasRemaining()) {
      head.put(bytes.get());
    }
    if (!head.hasRemaining()) {
      missing = Integer.toUnsignedLong(head.getInt(0)) + LENGTH - HEAD;
    }
  }
}
