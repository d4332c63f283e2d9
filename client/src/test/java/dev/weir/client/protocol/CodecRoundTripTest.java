package dev.weir.client.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Answer;
import dev.weir.messages.Request;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What goes in comes out: over random frames of every type, with the exact size announced. */
class CodecRoundTripTest {

  private static final long SEED = 20_260_101;
  private static final int FRAMES = 20_000;

  @Test
  void requests() {
    RandomFrames frames = new RandomFrames(new SplittableRandom(SEED));
    Set<Class<?>> seen = new HashSet<>();
    for (int i = 0; i < FRAMES; i++) {
      RequestFrame frame = frames.request();
      ByteBuffer bytes =
          ByteBuffer.allocateDirect(Codec.sizeOf(frame)).order(ByteOrder.LITTLE_ENDIAN);
      Codec.encode(frame, bytes);
      assertThat(bytes.remaining()).as("exact size, seed %d, frame %d", SEED, i).isZero();
      assertThat(Codec.decodeRequest(content(bytes)))
          .as("seed %d, frame %d", SEED, i)
          .isEqualTo(frame);
      seen.add(
          frame.query() instanceof Query.Ask ask
              ? ask.request().getClass()
              : frame.query().getClass());
    }
    assertThat(seen).isEqualTo(alternatives(Query.class, Query.Ask.class, Request.class));
  }

  @Test
  void responses() {
    RandomFrames frames = new RandomFrames(new SplittableRandom(SEED));
    Set<Class<?>> seen = new HashSet<>();
    for (int i = 0; i < FRAMES; i++) {
      ResponseFrame frame = frames.response();
      ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame)).order(ByteOrder.LITTLE_ENDIAN);
      Codec.encode(frame, bytes);
      assertThat(bytes.remaining()).as("exact size, seed %d, frame %d", SEED, i).isZero();
      assertThat(Codec.decodeResponse(content(bytes)))
          .as("seed %d, frame %d", SEED, i)
          .isEqualTo(frame);
      seen.add(
          frame.reply() instanceof Reply.Answered answered
              ? answered.answer().getClass()
              : frame.reply().getClass());
    }
    assertThat(seen).isEqualTo(alternatives(Reply.class, Reply.Answered.class, Answer.class));
  }

  @Test
  void headerAndSharedBody_areTheFrame() {
    RandomFrames frames = new RandomFrames(new SplittableRandom(SEED));
    for (int i = 0; i < 1_000; i++) {
      ResponseFrame frame = frames.response();
      ByteBuffer whole = ByteBuffer.allocate(Codec.sizeOf(frame));
      Codec.encode(frame, whole);

      int bodySize = Codec.bodySizeOf(frame.reply());
      ByteBuffer apart = ByteBuffer.allocate(Codec.headerSizeOf(frame) + bodySize);
      Codec.encodeHeader(frame, bodySize, apart);
      Codec.encodeBody(frame.reply(), apart);

      assertThat(apart.array()).isEqualTo(whole.array());
    }
  }

  /** The frame without its length, from the middle of a read-only buffer. */
  private static ByteBuffer content(ByteBuffer bytes) {
    ByteBuffer frame = bytes.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    assertThat(frame.duplicate().getInt()).isEqualTo(frame.remaining() - Codec.LENGTH_BYTES);
    return frame.position(Codec.LENGTH_BYTES);
  }

  /** Every class that may stand in a frame: none is forgotten by the generator. */
  private static Set<Class<?>> alternatives(Class<?> root, Class<?> wrapper, Class<?> wrapped) {
    Set<Class<?>> classes = new HashSet<>();
    Stream.of(root, wrapped)
        .map(Class::getPermittedSubclasses)
        .flatMap(Arrays::stream)
        .forEach(classes::add);
    classes.remove(wrapper);
    return classes;
  }
}
