package dev.weir.node;

import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.LeaseKeeper;
import dev.weir.messages.MessageNamer;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.messages.WorkerGrant;
import dev.weir.messages.WorkerLease;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's number with which this node names messages for clients that have none. Without it
 * the node serves everything else.
 */
final class NodeLease {

  private static final Logger log = LoggerFactory.getLogger(NodeLease.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Where leases come from. */
  @FunctionalInterface
  interface Source {
    CompletionStage<WorkerGrant> lease(UUID holder, OptionalInt kept, Deadline deadline);
  }

  private final Source source;
  private final Ticker ticker;
  private final LeaseKeeper keeper;
  private final CompletableFuture<WorkerLease> exhausted = new CompletableFuture<>();

  /**
   * Nothing is asked for yet.
   *
   * @param holder this start of this node, and nothing else
   * @param namer gets the leases
   * @param scheduler of one thread; its owner shuts it down
   */
  NodeLease(
      UUID holder,
      MessageNamer namer,
      Source source,
      ScheduledExecutorService scheduler,
      Ticker ticker,
      RandomGenerator random) {
    this.source = source;
    this.ticker = ticker;
    this.keeper =
        new LeaseKeeper(
            holder,
            namer,
            this::ask,
            (delay, task) -> {
              var _ = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            },
            ticker,
            random);
  }

  /**
   * Begins to ask. The stage completes when the first lease is there, or fails when every number is
   * taken; asking goes on behind the node's back.
   */
  CompletableFuture<WorkerLease> start() {
    return keeper.start().applyToEither(exhausted, lease -> lease);
  }

  private CompletionStage<WorkerGrant> ask(UUID holder, OptionalInt kept) {
    return source
        .lease(holder, kept, Deadline.in(PATIENCE, ticker))
        .whenComplete((grant, failure) -> {
          if (failure != null) {
            WeirException known = WeirException.of(failure);
            log.info("no lease of a worker's number: {}: {}", known.code(), known.getMessage());
            if (known.code() == ErrorCode.WORKERS_EXHAUSTED) {
              exhausted.completeExceptionally(known);
            }
          }
        });
  }
}
