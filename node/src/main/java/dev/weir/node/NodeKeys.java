package dev.weir.node;

import dev.weir.messages.Body;
import dev.weir.messages.MessageId;
import dev.weir.node.admission.AdmissionLimits;
import dev.weir.node.config.Key;
import dev.weir.node.config.Keys;
import dev.weir.node.logs.LogFormat;
import dev.weir.node.logs.LogLevel;
import dev.weir.node.server.ServerConfig;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of a node's configuration, but for the cluster's and the database's. */
public final class NodeKeys {

  static final Key<NodeId> ID =
      Keys.of(
          "id",
          "node-1",
          "lower-case letters, digits, dots and hyphens, at most 63",
          "The node's name, unique over all regions.",
          NodeId::new);

  static final Key<Region> REGION =
      Keys.of(
          "region",
          "eu",
          "lower-case letters, digits and hyphens, at most 32",
          "The region it serves; the same word as the database's data centre makes life easy.",
          Region::new);

  static final Key<NodeAddress> LISTEN =
      Keys.of(
          "listen",
          "127.0.0.1:7400",
          "HOST:PORT",
          "Where clients connect. Anything but loopback needs insecure: true.",
          NodeAddress::parse);

  static final Key<Optional<NodeAddress>> ADVERTISE =
      Keys.of(
          "advertise",
          "",
          "HOST:PORT, or nothing",
          "Where clients and other nodes reach this node, if that is not what it listens at.",
          text -> text.isEmpty() ? Optional.empty() : Optional.of(NodeAddress.parse(text)));

  static final Key<NodeAddress> ADMIN_LISTEN =
      Keys.of(
          "admin.listen",
          "127.0.0.1:7480",
          "HOST:PORT",
          "Where operators ask /livez, /readyz and /metrics.",
          NodeAddress::parse);

  static final Key<Boolean> INSECURE =
      Keys.flag(
          "insecure",
          false,
          "Allows to listen beyond loopback without encryption or authentication: closed test"
              + " networks only.");

  static final Key<Integer> IDS_REGION =
      Keys.number(
          "ids.region",
          0,
          0,
          MessageId.MAX_REGION,
          "The region's number in message ids, another in each region; of its workers' numbers the"
              + " nodes take care.");

  static final Key<Integer> LIMITS_CONNECTIONS =
      Keys.number(
          "limits.connections",
          ServerConfig.DEFAULT_CONNECTIONS,
          1,
          1_000_000,
          "Connections at once.");

  static final Key<Integer> LIMITS_CONNECTION_IN_FLIGHT =
      Keys.number(
          "limits.connection-in-flight",
          ServerConfig.DEFAULT_IN_FLIGHT,
          1,
          65_536,
          "Requests in flight of one connection before it is read no further.");

  static final Key<Integer> LIMITS_IN_FLIGHT =
      Keys.number(
          "limits.in-flight",
          AdmissionLimits.DEFAULT_IN_FLIGHT,
          1,
          1_000_000,
          "Requests in flight of the whole node; more are answered OVERLOADED.");

  static final Key<Integer> LIMITS_CONTENT_BYTES =
      Keys.number(
          "limits.content-bytes",
          AdmissionLimits.DEFAULT_CONTENT_BYTES,
          1,
          Body.MAX_BYTES,
          "The longest text of a message, in bytes of UTF-8.");

  static final Key<Integer> LIMITS_PAYLOAD_BYTES =
      Keys.number(
          "limits.payload-bytes",
          AdmissionLimits.DEFAULT_PAYLOAD_BYTES,
          0,
          Body.MAX_BYTES,
          "The longest payload of a message, in bytes.");

  static final Key<Duration> LIMITS_CLOCK_DRIFT =
      Keys.duration(
          "limits.clock-drift",
          "60s",
          "1s",
          "10m",
          "How far clocks may be apart: later ids and times are refused.");

  static final Key<Duration> DRAIN_TIMEOUT =
      Keys.duration(
          "drain.timeout",
          "10s",
          "0s",
          "10m",
          "How long a stopping node waits for the requests in flight.");

  static final Key<LogFormat> LOG_FORMAT =
      Keys.oneOf("log.format", LogFormat.TEXT, LogFormat.class, "How a line of the log looks.");

  static final Key<LogLevel> LOG_LEVEL =
      Keys.oneOf("log.level", LogLevel.INFO, LogLevel.class, "The least urgent lines logged.");

  /**
   * The node's own keys; {@link ClusterKeys}, {@link BridgeKeys}, {@link HotKeys}, {@link
   * FlightKeys}, {@link RegionKeys}, {@link FailoverKeys} and {@link DatabaseKeys} have the rest.
   */
  static final List<Key<?>> OWN =
      List.of(
          ID,
          REGION,
          LISTEN,
          ADVERTISE,
          ADMIN_LISTEN,
          INSECURE,
          IDS_REGION,
          LIMITS_CONNECTIONS,
          LIMITS_CONNECTION_IN_FLIGHT,
          LIMITS_IN_FLIGHT,
          LIMITS_CONTENT_BYTES,
          LIMITS_PAYLOAD_BYTES,
          LIMITS_CLOCK_DRIFT,
          DRAIN_TIMEOUT,
          LOG_FORMAT,
          LOG_LEVEL);

  private NodeKeys() {}

  /** Every key that exists, in the order in which the example shows them. */
  public static List<Key<?>> all() {
    return Stream.of(
            OWN,
            ClusterKeys.OWN,
            BridgeKeys.OWN,
            HotKeys.OWN,
            FlightKeys.OWN,
            RegionKeys.OWN,
            FailoverKeys.OWN,
            DatabaseKeys.OWN)
        .flatMap(List::stream)
        .toList();
  }
}
