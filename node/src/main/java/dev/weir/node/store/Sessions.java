package dev.weir.node.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Opens sessions of the driver, set up so that a region's database that is gone is noticed within
 * two seconds, and that no other region's replicas ever answer in its place.
 */
final class Sessions {

  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /**
   * A connection is given up two seconds after the last sign of life, not sooner: a database that
   * collects its garbage for a second and a half is back sooner than all of its connections would
   * be. That nobody waits for it until then is the breakers' business.
   */
  private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(1);

  private static final Duration RECONNECT = Duration.ofMillis(500);
  private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

  /** The driver's timeouts are as exact as this. */
  private static final Duration TICK = Duration.ofMillis(10);

  private static final Duration DEBOUNCE = Duration.ofMillis(100);
  private static final int REQUESTS_PER_CONNECTION = 2_048;
  private static final String METRICS_FACTORY =
      "com.datastax.oss.driver.internal.metrics.micrometer.MicrometerMetricsFactory";
  private static final String METRIC_NAMES =
      "com.datastax.oss.driver.internal.core.metrics.TaggingMetricIdGenerator";

  private static final String METRIC_PREFIX = "weir.database";

  private Sessions() {}

  /** Opens a session in the keyspace, which is created if it is missing and may be. Blocks. */
  static CqlSession open(StoreConnection connection, MeterRegistry registry) {
    try {
      return openOrCreate(connection, registry);
    } catch (DriverException e) {
      throw failure(connection, e);
    }
  }

  /** Why a store could not be opened. */
  static WeirException failure(StoreConnection connection, DriverException cause) {
    return cause instanceof QueryValidationException
        ? new WeirException(
            ErrorCode.CONFIG_INVALID,
            "the database refused to open or make keyspace '%s': %s"
                .formatted(connection.keyspace(), cause.getMessage()),
            cause)
        : unreachable(connection, cause);
  }

  private static WeirException unreachable(StoreConnection connection, Throwable cause) {
    String contactPoints =
        connection.contactPoints().stream()
            .map(NodeAddress::toString)
            .collect(Collectors.joining(", "));
    return new WeirException(
        ErrorCode.DATABASE_UNREACHABLE,
        "no database of data centre '%s' answers at %s: %s"
            .formatted(connection.localDatacenter(), contactPoints, cause.getMessage()),
        cause);
  }

  private static CqlSession openOrCreate(StoreConnection connection, MeterRegistry registry) {
    try {
      return builder(connection, registry).withKeyspace(connection.keyspace()).build();
    } catch (InvalidKeyspaceException e) {
      forgetMetrics(registry);
      createKeyspace(connection, e);
      return builder(connection, registry).withKeyspace(connection.keyspace()).build();
    }
  }

  /** A session that failed to open leaves gauges of what is gone. */
  private static void forgetMetrics(MeterRegistry registry) {
    registry.getMeters().stream()
        .filter(meter -> meter.getId().getName().startsWith(METRIC_PREFIX))
        .forEach(registry::remove);
  }

  private static void createKeyspace(StoreConnection connection, InvalidKeyspaceException missing) {
    if (connection.createReplication().isEmpty()) {
      throw new WeirException(
          ErrorCode.CONFIG_INVALID,
          "keyspace '%s' does not exist: create it, or set database.create-replication"
              .formatted(connection.keyspace()),
          missing);
    }
    String replication =
        new TreeMap<>(connection.createReplication())
            .entrySet().stream()
                .map(entry -> ", '%s': %d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    try (CqlSession session = builder(connection, new SimpleMeterRegistry()).build()) {
      session.execute(
          SimpleStatement.newInstance(
                  "CREATE KEYSPACE IF NOT EXISTS %s WITH replication = {'class': 'NetworkTopologyStrategy'%s}"
                      .formatted(connection.keyspace(), replication))
              .setTimeout(START_TIMEOUT));
    }
  }

  private static CqlSessionBuilder builder(StoreConnection connection, MeterRegistry registry) {
    CqlSessionBuilder builder =
        CqlSession.builder()
            .withLocalDatacenter(connection.localDatacenter())
            .withConfigLoader(configuration(connection))
            .withMetricRegistry(registry);
    for (NodeAddress address : connection.contactPoints()) {
      builder.addContactPoint(new InetSocketAddress(address.host(), address.port()));
    }
    connection
        .login()
        .ifPresent(login -> builder.withAuthCredentials(login.username(), login.password()));
    return builder;
  }

  private static DriverConfigLoader configuration(StoreConnection connection) {
    return DriverConfigLoader.programmaticBuilder()
        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, connection.requestTimeout())
        .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
        .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, "LOCAL_SERIAL")
        .withBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS, false)
        .withClass(DefaultDriverOption.RETRY_POLICY_CLASS, NeverRetry.class)
        .withDuration(DefaultDriverOption.HEARTBEAT_INTERVAL, HEARTBEAT)
        .withDuration(DefaultDriverOption.HEARTBEAT_TIMEOUT, HEARTBEAT_TIMEOUT)
        .withString(DefaultDriverOption.RECONNECTION_POLICY_CLASS, "ConstantReconnectionPolicy")
        .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, RECONNECT)
        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, START_TIMEOUT)
        .withDuration(DefaultDriverOption.CONNECTION_SET_KEYSPACE_TIMEOUT, START_TIMEOUT)
        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, START_TIMEOUT)
        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, START_TIMEOUT)
        .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, REQUESTS_PER_CONNECTION)
        .withBoolean(DefaultDriverOption.CONNECTION_WARN_INIT_ERROR, false)
        .withInt(DefaultDriverOption.LOAD_BALANCING_DC_FAILOVER_MAX_NODES_PER_REMOTE_DC, 0)
        .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, START_TIMEOUT)
        .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, DEBOUNCE)
        .withStringList(
            DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(connection.keyspace()))
        .withDuration(DefaultDriverOption.NETTY_TIMER_TICK_DURATION, TICK)
        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
        .withString(DefaultDriverOption.METRICS_FACTORY_CLASS, METRICS_FACTORY)
        .withString(DefaultDriverOption.METRICS_ID_GENERATOR_CLASS, METRIC_NAMES)
        .withString(DefaultDriverOption.METRICS_ID_GENERATOR_PREFIX, METRIC_PREFIX)
        .withStringList(
            DefaultDriverOption.METRICS_SESSION_ENABLED,
            List.of(
                "cql-requests",
                "cql-client-timeouts",
                "connected-nodes",
                "throttling.errors",
                "bytes-sent",
                "bytes-received"))
        .withStringList(
            DefaultDriverOption.METRICS_NODE_ENABLED,
            List.of("pool.open-connections", "pool.in-flight"))
        .build();
  }
}
