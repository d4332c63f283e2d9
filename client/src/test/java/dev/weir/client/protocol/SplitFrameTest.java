package dev.weir.client.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.Answer;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Message;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A head and a run of messages that were encoded once are the frame, byte for byte. */
class SplitFrameTest {

  private static final long SEED = 20_260_202;
  private static final int FRAMES = 20_000;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final RandomFrames frames = new RandomFrames(random);

  @Test
  void headAndMessages_areTheFrame_forAnyRunOfAnyAnswer() {
    int pages = 0;
    int found = 0;
    for (int i = 0; i < FRAMES; i++) {
      ResponseFrame frame = frames.response();
      if (frame.reply() instanceof Reply.Answered answered) {
        if (answered.answer() instanceof Page page) {
          pages++;
          requireSame(frame, answered, page, i);
        } else if (answered.answer() instanceof Found one) {
          found++;
          List<Message> messages = one.message().stream().toList();
          ResponseFrame bare = with(frame, answered, new Found(Optional.empty()));
          assertThat(apart(bare, messages, 0, messages.size()))
              .as("seed %d, frame %d", SEED, i)
              .isEqualTo(whole(frame));
        }
      }
    }
    assertThat(pages).isGreaterThan(FRAMES / 50);
    assertThat(found).isGreaterThan(FRAMES / 50);
  }

  private void requireSame(ResponseFrame frame, Reply.Answered answered, Page page, int i) {
    int from = random.nextInt(page.messages().size() + 1);
    int to = random.nextInt(from, page.messages().size() + 1);
    Optional<Slice.Before> older = random.nextBoolean() ? page.older() : Optional.empty();
    Page part =
        new Page(page.messages().subList(from, to), older, page.newer(), random.nextBoolean());
    Page bare = new Page(List.of(), part.older(), part.newer(), part.partial());
    assertThat(apart(with(frame, answered, bare), page.messages(), from, to))
        .as("seed %d, frame %d, messages %d to %d", SEED, i, from, to)
        .isEqualTo(whole(with(frame, answered, part)));
  }

  @Test
  void target_staysOnFailure_andLimitsHold() {
    ResponseFrame frame = new ResponseFrame(7, 8, new Reply.Answered(Page.EMPTY));
    ByteBuffer target = ByteBuffer.allocate(SplitFrame.headSizeOf(frame));
    for (int bytes : new int[] {Codec.MAX_FRAME, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> SplitFrame.encodeHead(frame, 1, bytes, target))
          .isInstanceOfSatisfying(
              CodecException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FRAME_TOO_LARGE));
    }
    assertThat(target.position()).isZero();
    int room = Codec.MAX_FRAME + Codec.LENGTH_BYTES - SplitFrame.headSizeOf(frame);
    SplitFrame.encodeHead(frame, 1, room, target);
    assertThat(target.getInt(0)).isEqualTo(Codec.MAX_FRAME);
  }

  @Test
  void whatHasNoMessages_isNotSplit() {
    ResponseFrame frame = new ResponseFrame(7, 8, new Reply.Pong());
    assertThatThrownBy(() -> SplitFrame.headSizeOf(frame)).isInstanceOf(WeirException.class);
  }

  private static ResponseFrame with(ResponseFrame frame, Reply.Answered answered, Answer answer) {
    Reply reply = new Reply.Answered(answer, answered.receipt());
    return new ResponseFrame(frame.id(), frame.clockMicros(), frame.spread(), frame.away(), reply);
  }

  private static byte[] whole(ResponseFrame frame) {
    ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, bytes);
    return bytes.array();
  }

  /** All messages are encoded once, and a run of their bytes is taken. */
  private static byte[] apart(ResponseFrame bare, List<Message> messages, int from, int to) {
    int[] starts = new int[messages.size() + 1];
    for (int i = 0; i < messages.size(); i++) {
      starts[i + 1] = starts[i] + SplitFrame.sizeOf(messages.get(i));
    }
    ByteBuffer all = ByteBuffer.allocate(starts[messages.size()]).order(ByteOrder.LITTLE_ENDIAN);
    SplitFrame.encode(messages, all);
    assertThat(all.remaining()).isZero();
    int bytes = starts[to] - starts[from];
    ByteBuffer frame = ByteBuffer.allocate(SplitFrame.headSizeOf(bare) + bytes);
    SplitFrame.encodeHead(bare, to - from, bytes, frame);
    return frame.put(all.array(), starts[from], bytes).array();
  }
}
