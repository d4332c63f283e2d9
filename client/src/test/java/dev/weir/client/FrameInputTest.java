package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.CodecException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameInputTest {

  private static final long SEED = 1;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final FrameInput input =
      new FrameInput(() -> ByteBuffer.allocateDirect(MachineSocket.BUFFER_BYTES));
  private final List<byte[]> received = new ArrayList<>();

  @Test
  void frames_ofAnySize_inPiecesOfAnySize_arePutTogether() throws IOException {
    List<byte[]> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      byte[] frame = new byte[sizes(i)];
      random.nextBytes(frame);
      sent.add(frame);
    }
    ReadableByteChannel channel = channel(bytesOf(sent));
    while (!input.readFrom(channel, this::receive).ended()) {
      continue;
    }
    assertThat(received).hasSameSizeAs(sent);
    for (int i = 0; i < sent.size(); i++) {
      assertThat(received.get(i)).as("frame %d, seed %d", i, SEED).isEqualTo(sent.get(i));
    }
  }

  @Test
  void hugeLength_isRefused_beforeAnythingIsAllocated() {
    ByteBuffer length = ByteBuffer.allocate(4).putInt(0, Codec.MAX_FRAME + 1);
    assertThatThrownBy(() -> input.readFrom(channel(length.array()), this::receive))
        .isInstanceOf(CodecException.class);
  }

  private int sizes(int i) {
    return switch (i % 20) {
      case 7 -> Codec.MAX_FRAME;
      case 11 -> random.nextInt(200_000);
      case 13 -> (64 << 10) - Codec.LENGTH_BYTES;
      case 17 -> 0;
      default -> random.nextInt(300);
    };
  }

  private void receive(ByteBuffer frame) {
    byte[] copy = new byte[frame.remaining()];
    frame.get(copy);
    received.add(copy);
  }

  private static byte[] bytesOf(List<byte[]> frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      bytes.writeBytes(ByteBuffer.allocate(4).putInt(0, frame.length).array());
      bytes.writeBytes(frame);
    }
    return bytes.toByteArray();
  }

  /** Gives pieces of random sizes, at times nothing. */
  private ReadableByteChannel channel(byte[] bytes) {
    return new ReadableByteChannel() {
      private int position;

      @Override
      public int read(ByteBuffer target) {
        if (position == bytes.length) {
          return -1;
        }
        int most = Math.min(target.remaining(), bytes.length - position);
        int length = random.nextInt(5) == 0 ? Math.min(most, random.nextInt(10)) : most;
        target.put(bytes, position, length);
        position += length;
        return length;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
