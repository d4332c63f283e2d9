package dev.weir.chaos.bench.rival;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.internal.core.session.throttling.ConcurrencyLimitingRequestThrottler;
import dev.weir.messages.Body;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * The driver alone: the same rows of the same table, a statement for each request. Knows which
 * bucket to ask, so that it asks once; waits in the driver's own queue rather than drown the
 * database.
 */
public final class BareDriver implements AutoCloseable {

  private static final long BUCKET_MILLIS = Duration.ofDays(10).toMillis();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int AT_ONCE = 1_024;
  private static final int QUEUE = 100_000;

  private final CqlSession session;
  private final PreparedStatement insert;
  private final PreparedStatement index;
  private final PreparedStatement update;
  private final PreparedStatement newest;
  private final PreparedStatement after;
  private final UserDefinedType bodyType;

  /** Opens a session; blocks. */
  public BareDriver(InetSocketAddress database, String datacenter) {
    session =
        CqlSession.builder()
            .addContactPoint(database)
            .withLocalDatacenter(datacenter)
            .withKeyspace("weir")
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, TIMEOUT)
                    .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, 2 * AT_ONCE)
                    .withClass(
                        DefaultDriverOption.REQUEST_THROTTLER_CLASS,
                        ConcurrencyLimitingRequestThrottler.class)
                    .withInt(DefaultDriverOption.REQUEST_THROTTLER_MAX_CONCURRENT_REQUESTS, AT_ONCE)
                    .withInt(DefaultDriverOption.REQUEST_THROTTLER_MAX_QUEUE_SIZE, QUEUE)
                    .build())
            .build();
    insert =
        session.prepare(
            "INSERT INTO messages (channel_id, bucket, message_id, author_id, body)"
                + " VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?");
    index =
        session.prepare(
            "INSERT INTO channel_buckets (channel_id, bucket) VALUES (?, ?) USING TIMESTAMP ?");
    update =
        session.prepare(
            "UPDATE messages USING TIMESTAMP ? SET body = ?"
                + " WHERE channel_id = ? AND bucket = ? AND message_id = ?");
    String select =
        "SELECT message_id, author_id, body FROM messages WHERE channel_id = ? AND bucket = ?";
    newest = session.prepare(select + " LIMIT ?");
    after = session.prepare(select + " AND message_id > ? ORDER BY message_id ASC LIMIT ?");
    bodyType = (UserDefinedType) insert.getVariableDefinitions().get("body").getType();
  }

  /** Inserts a message by author 7. */
  public CompletionStage<AsyncResultSet> insert(ChannelId channel, MessageId id, String content) {
    return execute(
        insert.bind(channel.value(), bucket(id), id.value(), 7L, body(content), id.unixMicros()));
  }

  /** Enters the bucket of a message into its channel's index. */
  public CompletionStage<AsyncResultSet> index(ChannelId channel, MessageId id) {
    return execute(index.bind(channel.value(), bucket(id), id.unixMicros()));
  }

  /** Replaces what a message says. */
  public CompletionStage<AsyncResultSet> edit(
      ChannelId channel, MessageId id, String content, long atMicros) {
    return execute(
        update.bind(
            atMicros,
            body(content).setLong("edited_at", atMicros),
            channel.value(),
            bucket(id),
            id.value()));
  }

  /** The latest messages of the bucket in which {@code last} is. */
  public CompletionStage<List<Message>> newest(ChannelId channel, MessageId last, int limit) {
    return execute(newest.bind(channel.value(), bucket(last), limit).setPageSize(limit))
        .thenApply(BareDriver::messages);
  }

  /** The earliest messages above an id, of its bucket. */
  public CompletionStage<List<Message>> after(ChannelId channel, MessageId id, int limit) {
    return execute(after.bind(channel.value(), bucket(id), id.value(), limit).setPageSize(limit))
        .thenApply(BareDriver::messages);
  }

  private CompletionStage<AsyncResultSet> execute(BoundStatement statement) {
    return session.executeAsync(
        statement.setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM).setIdempotent(true));
  }

  private static List<Message> messages(AsyncResultSet rows) {
    List<Message> messages = new ArrayList<>(rows.remaining());
    for (Row row : rows.currentPage()) {
      String content = Objects.requireNonNull(row.getUdtValue(2)).getString(0);
      messages.add(
          Message.created(
              new MessageId(row.getLong(0)),
              row.getLong(1),
              Body.of(Objects.requireNonNull(content))));
    }
    return messages;
  }

  private static int bucket(MessageId id) {
    return (int) Math.floorDiv(id.unixMillis() - MessageId.EPOCH_MILLIS, BUCKET_MILLIS);
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
