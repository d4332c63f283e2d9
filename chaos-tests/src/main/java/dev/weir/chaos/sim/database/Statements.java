package dev.weir.chaos.sim.database;

import dev.weir.chaos.sim.database.DatabaseFailure.Kind;
import dev.weir.chaos.sim.world.Host;
import dev.weir.messages.Call;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.node.store.FarLimit;
import dev.weir.node.store.StoreSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a node's statements at the right level, within what is left of a request's deadline, and
 * with failures that say what became of them.
 */
final class Statements {

  private static final Duration BACK_OFF = Duration.ofMillis(500);

  private final SimDatabase database;
  private final Driver driver;
  private final Ticker ticker;
  private final int region;
  private final long requestTimeoutNanos;
  private final Durability usual;
  private final FarLimit far;

  Statements(SimDatabase database, Host node, int region, StoreSettings settings) {
    this.database = database;
    this.driver = new Driver(database, node, region);
    this.ticker = node.ticker();
    this.region = region;
    this.requestTimeoutNanos = settings.connection().requestTimeout().toNanos();
    this.usual = settings.durability();
    this.far = new FarLimit(ticker);
  }

  int region() {
    return region;
  }

  boolean spansRegions() {
    return database.shape().regions() > 1;
  }

  int connected() {
    return driver.connected();
  }

  /** Reads a channel; fails as a read does. */
  <T> CompletionStage<T> read(
      long channel, Call call, ReadRound.Level level, Function<Merged, T> answer) {
    if (call.caller().isGone()) {
      return CompletableFuture.failedStage(
          new WeirException(ErrorCode.DEADLINE_EXCEEDED, "the read was given up"));
    }
    boolean isFar = level == ReadRound.Level.ALL && spansRegions();
    return run(
        call,
        isFar,
        (coordinator, reply) ->
            new ReadRound<T>(database, coordinator, channel, answer, reply).begin(level),
        failure -> ofRead(failure, call));
  }

  /** Writes to a quorum of the region, or of every region; fails as a write does. */
  CompletionStage<Boolean> write(Mutation mutation, Call call) {
    boolean every = call.durability().orElse(usual) == Durability.EVERY_REGION;
    return run(
        call,
        every && spansRegions(),
        (coordinator, reply) ->
            new WriteRound(database, coordinator, mutation, every, reply).begin(),
        Statements::ofWrite);
  }

  /** Does something at a coordinator that changes what is kept; fails as a write does. */
  <T> CompletionStage<T> change(Call call, BiConsumer<Replica, Reply<T>> work) {
    return run(call, false, work, Statements::ofWrite);
  }

  private <T> CompletionStage<T> run(
      Call call,
      boolean isFar,
      BiConsumer<Replica, Reply<T>> work,
      Function<Kind, WeirException> failure) {
    long nanos = call.deadline().leftNanos(ticker);
    if (nanos <= 0) {
      return CompletableFuture.failedStage(
          new WeirException(
              ErrorCode.DEADLINE_EXCEEDED, "the deadline passed before the database was asked"));
    }
    if (isFar && !far.enter()) {
      return CompletableFuture.failedStage(
          new WeirException(
              ErrorCode.OVERLOADED,
              "%d statements wait for other regions, as many as may".formatted(far.limit()),
              BACK_OFF));
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    var unused =
        driver
            .run(Math.min(nanos, requestTimeoutNanos), work)
            .whenComplete((value, thrown) -> {
              if (isFar) {
                left(thrown);
              }
              if (thrown == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(failure.apply(kind(thrown)));
              }
            });
    return result;
  }

  private void left(@Nullable Throwable thrown) {
    if (thrown == null) {
      far.answered();
    } else if (kind(thrown) == Kind.NO_ANSWER) {
      far.unanswered();
    } else {
      far.refused();
    }
  }

  private static Kind kind(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (cause instanceof DatabaseFailure known) {
      return known.kind();
    }
    throw new IllegalStateException("the database met a defect", thrown);
  }

  private WeirException ofRead(Kind kind, Call call) {
    boolean timedOut = kind == Kind.TIMEOUT || kind == Kind.NO_ANSWER;
    if (timedOut && call.deadline().hasPassed(ticker)) {
      return new WeirException(
          ErrorCode.DEADLINE_EXCEEDED, "the deadline passed while the database was read");
    }
    return kind == Kind.OVERLOADED
        ? new WeirException(ErrorCode.OVERLOADED, "the database has too much to do")
        : new WeirException(ErrorCode.UNAVAILABLE, "the database could not serve a read: " + kind);
  }

  private static WeirException ofWrite(Kind kind) {
    return switch (kind) {
      case OVERLOADED -> new WeirException(ErrorCode.OVERLOADED, "the database has too much to do");
      case NO_NODE, UNAVAILABLE ->
          new WeirException(ErrorCode.UNAVAILABLE, "the database could not serve a write: " + kind);
      case TIMEOUT, NO_ANSWER, CLOSED ->
          new WeirException(
              ErrorCode.OUTCOME_UNKNOWN, "the database did not confirm the write: " + kind);
    };
  }
}
