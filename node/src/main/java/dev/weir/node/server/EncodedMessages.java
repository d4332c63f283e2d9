package dev.weir.node.server;

import dev.weir.client.protocol.SplitFrame;
import dev.weir.messages.Answer;
import dev.weir.messages.Found;
import dev.weir.messages.Message;
import dev.weir.messages.Page;
import dev.weir.messages.WeirException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;

/**
 * An answer's messages, whose bytes are made once, however many connections get them or a run of
 * them. The bytes live until this is closed and every run that was taken is released.
 */
final class EncodedMessages implements AutoCloseable {

  private final ByteBuf bytes;

  /** Where each message begins, and behind them where the last one ends. */
  private final int[] starts;

  private EncodedMessages(ByteBuf bytes, int... starts) {
    this.bytes = bytes;
    this.starts = starts;
  }

  /**
   * Encodes the messages of an answer.
   *
   * @param answer for which {@link #canHold} says yes
   * @throws WeirException INVALID_ARGUMENT if a value has no form on the wire
   */
  static EncodedMessages of(Answer answer, ByteBufAllocator allocator) {
    List<Message> messages =
        answer instanceof Page page
            ? page.messages()
            : ((Found) answer).message().stream().toList();
    int[] starts = new int[messages.size() + 1];
    for (int i = 0; i < messages.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], SplitFrame.sizeOf(messages.get(i)));
    }
    int size = starts[messages.size()];
    ByteBuf bytes = allocator.directBuffer(size);
    try {
      SplitFrame.encode(messages, bytes.internalNioBuffer(0, size));
      return new EncodedMessages(bytes.writerIndex(size), starts);
    } catch (WeirException e) {
      bytes.release();
      throw e;
    }
  }

  /** Whether it is an answer of messages. */
  static boolean canHold(Answer answer) {
    return answer instanceof Page || answer instanceof Found;
  }

  /** How many messages these are. */
  int count() {
    return starts.length - 1;
  }

  /** The bytes of all messages; still this object's own. */
  ByteBuf bytes() {
    return bytes;
  }

  /** The bytes of a run of messages, without a copy; whoever gets them releases them. */
  ByteBuf run(int from, int to) {
    return bytes.retainedSlice(starts[from], starts[to] - starts[from]);
  }

  @Override
  public void close() {
    bytes.release();
  }
}
