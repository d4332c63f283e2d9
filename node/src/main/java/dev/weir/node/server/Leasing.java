package dev.weir.node.server;

import dev.weir.client.protocol.Reply;
import dev.weir.messages.Deadline;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Leases workers' numbers to clients. */
@FunctionalInterface
public interface Leasing {

  /**
   * A lease for a client's process. Does not block; fails with a {@link
   * dev.weir.messages.WeirException}.
   *
   * @param holder the process
   * @param kept the worker of a lease that is to last longer; another may be given all the same
   */
  CompletionStage<Reply.Leased> lease(UUID holder, OptionalInt kept, Deadline deadline);
}
