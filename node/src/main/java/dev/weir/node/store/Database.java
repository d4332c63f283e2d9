package dev.weir.node.store;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.weir.messages.Call;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements: at the right consistency, within what is left of a request's deadline, and with
 * errors that say what became of them.
 */
final class Database implements AutoCloseable {

  /** What needs replicas of other regions. */
  private static final Set<ConsistencyLevel> FAR =
      Set.of(DefaultConsistencyLevel.ALL, DefaultConsistencyLevel.EACH_QUORUM);

  private static final Duration BACK_OFF = Duration.ofMillis(500);

  private final FarLimit far;
  private final CqlSession session;
  private final Ticker ticker;
  private final Duration requestTimeout;
  private final Durability usual;
  private final Replication replication;

  /**
   * Statements of a session.
   *
   * @param usual the durability of writes that name none
   */
  Database(CqlSession session, Ticker ticker, Duration requestTimeout, Durability usual) {
    this.far = new FarLimit(ticker);
    this.session = session;
    this.ticker = ticker;
    this.requestTimeout = requestTimeout;
    this.usual = usual;
    this.replication = new Replication(session);
  }

  /** Prepares a statement. Blocks: only while the store opens. */
  PreparedStatement prepare(String cql) {
    return session.prepare(cql);
  }

  /** Reads from as many replicas as the caller's level takes. */
  <T extends Statement<T>> CompletionStage<AsyncResultSet> read(T statement, Call call) {
    return readWithin(statement, call, call.deadline().leftNanos(ticker));
  }

  /** As {@link #read}, but takes no longer than {@code nanos}. */
  <T extends Statement<T>> CompletionStage<AsyncResultSet> readWithin(
      T statement, Call call, long nanos) {
    return run(statement, consistency(call.level()), nanos, error -> readFailure(error, call));
  }

  /**
   * What a read of this level takes: any replica, a quorum of the region, or for every acknowledged
   * write all replicas there are, unless a quorum of this region has met each of them.
   */
  ConsistencyLevel consistency(ReadLevel level) {
    return switch (level) {
      case EVENTUAL -> DefaultConsistencyLevel.LOCAL_ONE;
      case SESSION -> DefaultConsistencyLevel.LOCAL_QUORUM;
      case STRONG ->
          replication.spansRegions()
              ? DefaultConsistencyLevel.ALL
              : DefaultConsistencyLevel.LOCAL_QUORUM;
    };
  }

  /** Whether several data centres keep the keyspace. */
  boolean spansRegions() {
    return replication.spansRegions();
  }

  /** Writes to a quorum of the region, or of every region, as the call or the deployment says. */
  <T extends Statement<T>> CompletionStage<AsyncResultSet> write(T statement, Call call) {
    ConsistencyLevel level =
        switch (durability(call)) {
          case REGION -> DefaultConsistencyLevel.LOCAL_QUORUM;
          case EVERY_REGION -> DefaultConsistencyLevel.EACH_QUORUM;
        };
    return run(statement, level, call.deadline().leftNanos(ticker), DriverErrors::ofWrite);
  }

  /** What must hold before a write of this call is acknowledged. */
  Durability durability(Call call) {
    return call.durability().orElse(usual);
  }

  /**
   * Writes to a quorum of the region if a condition holds: a lightweight transaction, in one order
   * with all others of its partition in this region. On a timeout it may still be applied later.
   */
  <T extends Statement<T>> CompletionStage<AsyncResultSet> writeIf(T statement, Call call) {
    return run(
        statement.setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL),
        DefaultConsistencyLevel.LOCAL_QUORUM,
        call.deadline().leftNanos(ticker),
        DriverErrors::ofWrite);
  }

  /** Reads from every replica of every region; fails if one of them is away. */
  <T extends Statement<T>> CompletionStage<AsyncResultSet> readEverywhere(T statement) {
    return run(
        statement, DefaultConsistencyLevel.ALL, requestTimeout.toNanos(), DriverErrors::ofRead);
  }

  /** Writes to a quorum of the region, for nobody who waits. */
  <T extends Statement<T>> CompletionStage<AsyncResultSet> writeUnattended(T statement) {
    return run(
        statement,
        DefaultConsistencyLevel.LOCAL_QUORUM,
        requestTimeout.toNanos(),
        DriverErrors::ofWrite);
  }

  /**
   * Ends a read that nobody waits for any more. Asked before each of its statements; never for a
   * write, of which a part may be done.
   *
   * @throws WeirException DEADLINE_EXCEEDED
   */
  static void refuseIfGone(Call call) {
    if (call.caller().isGone()) {
      throw new WeirException(
          ErrorCode.DEADLINE_EXCEEDED,
          "the read was given up: nobody waits for its answer any more");
    }
  }

  /** What is left of a call's time; zero or less when it is over. */
  long leftNanos(Call call) {
    return call.deadline().leftNanos(ticker);
  }

  private WeirException readFailure(Throwable error, Call call) {
    return DriverErrors.isTimeout(error) && call.deadline().hasPassed(ticker)
        ? new WeirException(
            ErrorCode.DEADLINE_EXCEEDED, "the deadline passed while the database was read", error)
        : DriverErrors.ofRead(error);
  }

  private <T extends Statement<T>> CompletionStage<AsyncResultSet> run(
      T statement, ConsistencyLevel level, long nanos, Function<Throwable, WeirException> failure) {
    if (nanos <= 0) {
      return CompletableFuture.failedStage(
          new WeirException(
              ErrorCode.DEADLINE_EXCEEDED, "the deadline passed before the database was asked"));
    }
    Duration timeout = Duration.ofNanos(Math.min(nanos, requestTimeout.toNanos()));
    boolean isFar = FAR.contains(level) && replication.spansRegions();
    if (isFar && !far.enter()) {
      return CompletableFuture.failedStage(
          new WeirException(
              ErrorCode.OVERLOADED,
              "%d statements wait for other regions, as many as may".formatted(far.limit()),
              BACK_OFF));
    }
    return execute(statement.setConsistencyLevel(level).setTimeout(timeout))
        .whenComplete((result, error) -> {
          if (isFar) {
            left(error);
          }
        })
        .exceptionallyCompose(error -> CompletableFuture.failedStage(failure.apply(error)));
  }

  private CompletionStage<AsyncResultSet> execute(Statement<?> statement) {
    try {
      return session.executeAsync(statement);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private void left(@Nullable Throwable error) {
    if (error == null) {
      far.answered();
    } else if (DriverErrors.unwrap(error) instanceof DriverTimeoutException) {
      far.unanswered();
    } else {
      far.refused();
    }
  }

  /** Nodes that a connection stands to. */
  long connectedNodes() {
    return session.getMetadata().getNodes().values().stream()
        .filter(node -> node.getOpenConnections() > 0)
        .count();
  }

  @Override
  public void close() {
    session.close();
  }
}
