package dev.weir.node.server;

import dev.weir.client.protocol.Reply;
import dev.weir.messages.Answer;
import dev.weir.messages.Found;
import dev.weir.messages.Page;
import dev.weir.messages.WeirException;
import dev.weir.node.sharing.Part;
import dev.weir.node.sharing.Shared;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader's reply of which the messages were encoded for others as well.
 *
 * @param head the reply without its messages
 * @param count of the messages
 * @param messages their bytes; released when this is closed
 */
record SplitReply(Reply.Answered head, int count, ByteBuf messages) implements Outcome {

  private static final Logger log = LoggerFactory.getLogger(SplitReply.class);
  private static final Found FOUND = new Found(Optional.empty());

  /**
   * The reply of one reader, in the thread that tells all of them. The first one encodes.
   *
   * @return empty if all were told before, or the answer is not one that can be shared as bytes
   */
  static Optional<SplitReply> of(Shared<?> shared, ByteBufAllocator allocator) {
    if (!EncodedMessages.canHold(shared.whole().answer())) {
      return Optional.empty();
    }
    try {
      return shared
          .whole()
          .use(
              answer -> EncodedMessages.of(answer, allocator), encoded -> shareOf(shared, encoded));
    } catch (WeirException e) {
      log.error("an answer for many cannot be encoded: each reader gets its own", e);
      return Optional.empty();
    }
  }

  private static SplitReply shareOf(Shared<?> shared, EncodedMessages encoded) {
    Reply.Answered head = new Reply.Answered(headOf(shared), shared.receipt());
    int from = shared.part().map(Part::from).orElse(0);
    int to = shared.part().map(Part::to).orElseGet(encoded::count);
    return new SplitReply(head, to - from, encoded.run(from, to));
  }

  /** The answer without its messages: no list of a part's messages is ever made. */
  private static Answer headOf(Shared<?> shared) {
    if (!(shared.whole().answer() instanceof Page whole)) {
      return FOUND;
    }
    return shared
        .part()
        .map(part -> new Page(List.of(), part.older(), part.newer(), part.partial()))
        .orElseGet(() -> new Page(List.of(), whole.older(), whole.newer(), whole.partial()));
  }

  @Override
  public void close() {
    messages.release();
  }
}
