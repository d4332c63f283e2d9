package dev.weir.node.server;

import dev.weir.client.protocol.Reply;
import dev.weir.messages.Served;
import dev.weir.node.sharing.Shared;
import io.netty.buffer.ByteBufAllocator;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one request, on its way from whatever thread knows it to the event loop. Whoever
 * has it last closes it, said or not.
 */
sealed interface Outcome extends AutoCloseable permits Outcome.Own, SplitReply {

  @Override
  void close();

  /** A reply of the request's own, which is encoded when it is said. */
  record Own(Reply reply) implements Outcome {

    public Own {
      Objects.requireNonNull(reply, "neither answer nor failure");
    }

    @Override
    public void close() {}
  }

  /** What a room served: a share of others' bytes wherever it can be. */
  static Outcome of(Served<?> served, ByteBufAllocator allocator) {
    Optional<SplitReply> split =
        served instanceof Shared<?> shared ? SplitReply.of(shared, allocator) : Optional.empty();
    return split.isPresent()
        ? split.get()
        : new Own(new Reply.Answered(served.answer(), served.receipt()));
  }
}
