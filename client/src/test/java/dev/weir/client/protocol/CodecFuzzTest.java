package dev.weir.client.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Frames of an enemy: valid ones with bits flipped, numbers made huge, ends cut off or parts
 * doubled. Whatever comes, the codec either reads it or throws its own exception, and allocates in
 * proportion to the bytes that are really there.
 */
class CodecFuzzTest {

  private static final long SEED = Long.getLong("weir.fuzz.seed", 20_260_102L);
  private static final int INPUTS = 100_000;
  private static final int POOL = 2_000;

  /** The worst is a table: three records and two strings for a member of twenty bytes. */
  private static final int MAX_ALLOCATION_FACTOR = 20;

  /**
   * Two exceptions with their messages and stack traces, and the records of an almost empty frame.
   */
  private static final int ALLOCATION_CONSTANT = 16 << 10;

  private static final int[] EXTREMES = {
    0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, -1
  };

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final RandomFrames frames = new RandomFrames(random.split());

  @Test
  @Timeout(30)
  void requests_areReadOrRefused() {
    List<byte[]> valid = Stream.generate(frames::request).limit(POOL).map(this::bytes).toList();
    for (int i = 0; i < INPUTS; i++) {
      attack(valid.get(i % POOL), Codec::decodeRequest, i);
    }
  }

  @Test
  @Timeout(30)
  void responses_areReadOrRefused() {
    List<byte[]> valid = Stream.generate(frames::response).limit(POOL).map(this::bytes).toList();
    for (int i = 0; i < INPUTS; i++) {
      attack(valid.get(i % POOL), Codec::decodeResponse, i);
    }
  }

  @Test
  void noise_isReadOrRefused() {
    byte[] noise = new byte[256];
    for (int i = 0; i < INPUTS / 10; i++) {
      random.nextBytes(noise);
      noise[Codec.LENGTH_BYTES] = Codec.VERSION;
      attack(noise, Codec::decodeRequest, i);
      attack(noise, Codec::decodeResponse, i);
    }
  }

  private void attack(byte[] valid, Consumer<ByteBuffer> decoder, int number) {
    byte[] content = mutate(Arrays.copyOfRange(valid, Codec.LENGTH_BYTES, valid.length));
    ByteBuffer frame = ByteBuffer.wrap(content);
    long most = (long) MAX_ALLOCATION_FACTOR * content.length + ALLOCATION_CONSTANT;
    long allocated = Long.MAX_VALUE;
    // The first time in a path also loads and links its classes: what counts is the second.
    for (int tries = 0; tries < 3 && allocated > most; tries++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      decode(frame, decoder, number);
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    if (allocated > most) {
      fail(
          "seed %d, input %d: %d bytes allocated for %d: %s"
              .formatted(
                  SEED, number, allocated, content.length, HexFormat.of().formatHex(content)));
    }
    assertThat(frame.position()).isZero();
  }

  private static void decode(ByteBuffer frame, Consumer<ByteBuffer> decoder, int number) {
    try {
      decoder.accept(frame);
    } catch (CodecException e) {
      if (!e.closesConnection() && e.requestId().isEmpty()) {
        fail("seed %d, input %d: a request is refused by its id".formatted(SEED, number), e);
      }
    } catch (RuntimeException e) {
      String hex = HexFormat.of().formatHex(frame.array());
      fail("seed %d, input %d: %s".formatted(SEED, number, hex), e);
    }
  }

  private byte[] bytes(RequestFrame frame) {
    ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, bytes);
    return bytes.array();
  }

  private byte[] bytes(ResponseFrame frame) {
    ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, bytes);
    return bytes.array();
  }

  private byte[] mutate(byte[] content) {
    byte[] mutant = content;
    for (int times = random.nextInt(3); times >= 0; times--) {
      if (mutant.length < 8) {
        return mutant;
      }
      mutant =
          switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(mutant, random.nextInt(mutant.length));
            case 1 -> Arrays.copyOf(mutant, mutant.length + 1 + random.nextInt(16));
            case 2 -> doubled(mutant);
            case 3 -> flipped(mutant);
            default -> extreme(mutant);
          };
    }
    return mutant;
  }

  private byte[] flipped(byte[] content) {
    content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
    return content;
  }

  /** A huge or empty number in place of four bytes: sooner or later a length or a count. */
  private byte[] extreme(byte[] content) {
    int at = random.nextInt(Math.min(64, content.length - 4));
    ByteBuffer.wrap(content).putInt(at, EXTREMES[random.nextInt(EXTREMES.length)]);
    return content;
  }

  private byte[] doubled(byte[] content) {
    int from = random.nextInt(content.length);
    byte[] longer = Arrays.copyOf(content, content.length + (content.length - from));
    System.arraycopy(content, from, longer, content.length, content.length - from);
    return longer;
  }
}
