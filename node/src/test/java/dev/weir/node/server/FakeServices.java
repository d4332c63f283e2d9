package dev.weir.node.server;

import dev.weir.client.protocol.Reply;
import dev.weir.messages.MessageId;
import dev.weir.messages.Room;
import dev.weir.messages.WorkerLease;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** What a server offers in tests: whatever messages and names they like, and one lease. */
final class FakeServices {

  static final Reply.Leased LEASED =
      new Reply.Leased(new WorkerLease(0, 3, 1, 2), Duration.ofSeconds(1));

  private FakeServices() {}

  static Services of(Room messages, LongFunction<MessageId> naming) {
    return new Services(
        messages,
        naming,
        (holder, kept, deadline) -> CompletableFuture.completedFuture(LEASED),
        channel -> Optional.empty(),
        () -> 0);
  }
}
