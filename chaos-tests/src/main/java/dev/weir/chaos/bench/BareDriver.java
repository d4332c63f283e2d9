package dev.weir.chaos.bench;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a user would write instead: the same rows into the same table with the driver alone, each
 * message a statement of its own, a fixed number of them in flight.
 */
final class BareDriver implements AutoCloseable {

  private static final long BUCKET_MILLIS = Duration.ofDays(10).toMillis();
  private static final long EPOCH_MILLIS = dev.weir.messages.MessageId.EPOCH_MILLIS;

  private final CqlSession session;
  private final PreparedStatement insert;
  private final UserDefinedType bodyType;

  BareDriver(InetSocketAddress database, String datacenter) {
    session =
        CqlSession.builder()
            .addContactPoint(database)
            .withLocalDatacenter(datacenter)
            .withKeyspace("weir")
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(10))
                    .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, 2_048)
                    .build())
            .build();
    insert =
        session.prepare(
            "INSERT INTO messages (channel_id, bucket, message_id, author_id, body)"
                + " VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?");
    bodyType = (UserDefinedType) insert.getVariableDefinitions().get("body").getType();
  }

  /** Inserts everything; blocks; throws if anything failed. */
  void insert(History history, int concurrency) throws InterruptedException {
    Semaphore inFlight = new Semaphore(concurrency);
    AtomicInteger failures = new AtomicInteger();
    for (int i = 0; i < history.size(); i++) {
      inFlight.acquire();
      var _ =
          session
              .executeAsync(
                  insert
                      .bind(
                          history.channel(i).value(),
                          (int) Math.floorDiv(history.times()[i] - EPOCH_MILLIS, BUCKET_MILLIS),
                          history.id(i).value(),
                          7L,
                          body(history.contents()[i]),
                          history.id(i).unixMicros())
                      .setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM)
                      .setIdempotent(true))
              .whenComplete((_, failure) -> {
                if (failure != null) {
                  failures.incrementAndGet();
                }
                inFlight.release();
              });
    }
    inFlight.acquire(concurrency);
    if (failures.get() > 0) {
      throw new IllegalStateException(failures + " inserts failed: no figure can be given");
    }
  }

  private UdtValue body(String content) {
    return bodyType
        .newValue()
        .setString("content", content)
        .setByteBuffer("payload", ByteBuffer.allocate(0));
  }

  @Override
  public void close() {
    session.close();
  }
}
