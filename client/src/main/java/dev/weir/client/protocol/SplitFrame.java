package dev.weir.client.protocol;

import dev.weir.messages.Answer;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Message;
import dev.weir.messages.Page;
import dev.weir.messages.WeirException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/**
 * The frame of a page, or of a message that was found, in two pieces: the head is each receiver's
 * own; the messages behind it, to the frame's end, are the same bytes for everybody who gets them.
 * So a node encodes messages once, and sends any run of them to many.
 *
 * <p>Head and messages one after another are the bytes that {@link Codec#encode(ResponseFrame,
 * ByteBuffer)} writes. Pure functions, safe for any thread, none blocks.
 */
public final class SplitFrame {

  private SplitFrame() {}

  /** The exact size of one message in bytes. */
  public static int sizeOf(Message message) {
    SizeSink size = new SizeSink();
    MessageFields.writeMessage(size, message);
    return Math.toIntExact(size.size());
  }

  /**
   * Writes messages one after another at the target's position, which moves behind them; on failure
   * it stays.
   *
   * @param target with the sum of {@link #sizeOf} bytes remaining
   * @throws WeirException INVALID_ARGUMENT if a value has no form on the wire
   */
  public static void encode(List<Message> messages, ByteBuffer target) {
    ByteBuffer out = target.duplicate();
    BufferSink sink = new BufferSink(out);
    messages.forEach(message -> MessageFields.writeMessage(sink, message));
    target.position(out.position());
  }

  /**
   * The exact size of a frame's head in bytes, with the frame's length.
   *
   * @param frame as for {@link #encodeHead}
   */
  public static int headSizeOf(ResponseFrame frame) {
    SizeSink size = new SizeSink();
    writeHead(size, answerOf(frame), 0);
    return Codec.headerSizeOf(frame) + (int) size.size();
  }

  /**
   * Writes all of a frame that stands before its messages.
   *
   * @param frame that answers with a {@link Page} or {@link Found}, whose own messages are not
   *     looked at: it may as well have none
   * @param count messages that follow; at most one of a {@link Found}
   * @param bytes of these messages together
   * @param target with {@link #headSizeOf} bytes remaining; its position moves behind the head; on
   *     failure it stays
   * @throws CodecException FRAME_TOO_LARGE; closes nothing
   */
  public static void encodeHead(ResponseFrame frame, int count, int bytes, ByteBuffer target) {
    int headBytes = headSizeOf(frame) - Codec.headerSizeOf(frame);
    if (bytes > Codec.MAX_FRAME) {
      throw new CodecException(
          ErrorCode.FRAME_TOO_LARGE,
          "messages of %d bytes, at most %d".formatted(bytes, Codec.MAX_FRAME),
          OptionalLong.of(frame.id()),
          false);
    }
    ByteBuffer out = target.duplicate();
    Codec.encodeHeader(frame, headBytes + bytes, out);
    writeHead(new BufferSink(out), answerOf(frame), count);
    target.position(out.position());
  }

  private static void writeHead(FieldSink sink, Answer answer, int count) {
    if (answer instanceof Page page) {
      ReplyLayouts.pageHead(sink, page, count);
    } else {
      sink.flag(count > 0);
    }
  }

  private static Answer answerOf(ResponseFrame frame) {
    if (frame.reply() instanceof Reply.Answered answered
        && (answered.answer() instanceof Page || answered.answer() instanceof Found)) {
      return answered.answer();
    }
    throw WeirException.invalid("%s has no messages to split off".formatted(frame.reply()));
  }
}
