package dev.weir.client;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.CodecException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Cuts what a connection receives into frames. Holds no more than one frame beside its usual
 * buffer, and grows for a frame only after its length was found within bounds.
 */
final class FrameInput {

  /** Reads of one connection before others have their turn. */
  private static final int READS_PER_TURN = 16;

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final Supplier<ByteBuffer> buffers;
  private ByteBuffer usual = NONE;
  private ByteBuffer buffer = NONE;

  /** What one turn of reading found. */
  record Turn(int bytes, boolean ended) {}

  /**
   * An input that costs nothing until something is read.
   *
   * @param buffers gives it one, with room for a frame's length at least
   */
  FrameInput(Supplier<ByteBuffer> buffers) {
    this.buffers = buffers;
  }

  /**
   * Reads what is there and hands each whole frame on, without its length. Never blocks.
   *
   * @throws CodecException if a frame is announced larger than any may be, or the consumer throws
   *     it
   */
  Turn readFrom(ReadableByteChannel channel, Consumer<ByteBuffer> frames) throws IOException {
    if (usual.capacity() == 0) {
      usual = buffers.get();
      buffer = usual;
    }
    int bytes = 0;
    for (int i = 0; i < READS_PER_TURN; i++) {
      int read = channel.read(buffer);
      if (read <= 0) {
        return new Turn(bytes, read < 0);
      }
      bytes += read;
      cut(frames);
    }
    return new Turn(bytes, false);
  }

  private void cut(Consumer<ByteBuffer> frames) {
    buffer.flip();
    int needed = Codec.LENGTH_BYTES;
    while (buffer.remaining() >= needed) {
      int length = buffer.getInt(buffer.position());
      Codec.requireLength(length, Codec.MAX_FRAME);
      needed = Codec.LENGTH_BYTES + length;
      if (buffer.remaining() >= needed) {
        frames.accept(buffer.slice(buffer.position() + Codec.LENGTH_BYTES, length));
        buffer.position(buffer.position() + needed);
        needed = Codec.LENGTH_BYTES;
      }
    }
    makeRoomFor(needed);
  }

  private void makeRoomFor(int needed) {
    if (needed > buffer.capacity()) {
      buffer = ByteBuffer.allocate(needed).put(buffer);
    } else if (buffer.hasRemaining()) {
      buffer.compact();
    } else {
      buffer = usual.clear();
    }
  }
}
