package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameOutputTest {

  private static final long SEED = 1;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final FrameOutput output =
      new FrameOutput(() -> ByteBuffer.allocateDirect(MachineSocket.BUFFER_BYTES));

  @Test
  void frames_ofAnySize_passAChannelOfAnyWidth_inOrder() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < 300; i++) {
      byte[] frame =
          new byte[random.nextInt(10) == 0 ? random.nextInt(300_000) : random.nextInt(90)];
      random.nextBytes(frame);
      expected.writeBytes(frame);
      output.add(now -> ByteBuffer.wrap(frame));
    }
    int turns = 0;
    while (!output.writeTo(channel(random.nextInt(200_000)), 0)) {
      turns++;
    }
    assertThat(turns).isPositive();
    assertThat(written.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void frameGivenUpMeanwhile_isNotWritten() throws IOException {
    byte[] large = new byte[100_000];
    output.add(now -> ByteBuffer.wrap(large));
    output.add(now -> FrameOutput.Outgoing.NOTHING);
    output.add(now -> ByteBuffer.wrap(new byte[] {1}));
    assertThat(output.writeTo(channel(10), 0)).isFalse();
    assertThat(output.writeTo(channel(Integer.MAX_VALUE), 0)).isTrue();
    assertThat(written.size()).isEqualTo(large.length + 1);
  }

  @Test
  void nothing_isWrittenAtOnce() throws IOException {
    assertThat(output.writeTo(channel(0), 0)).isTrue();
  }

  /** Takes so many bytes in all, then no more. */
  private WritableByteChannel channel(int width) {
    return new WritableByteChannel() {
      private int left = width;

      @Override
      public int write(ByteBuffer bytes) {
        byte[] taken = new byte[Math.min(left, bytes.remaining())];
        bytes.get(taken);
        written.writeBytes(taken);
        left -= taken.length;
        return taken.length;
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
