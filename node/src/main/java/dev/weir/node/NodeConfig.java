package dev.weir.node;

import dev.weir.messages.Body;
import dev.weir.node.admission.AdmissionLimits;
import dev.weir.node.bridge.BridgeConfig;
import dev.weir.node.cluster.ClusterConfig;
import dev.weir.node.coalesce.FlightSettings;
import dev.weir.node.config.ConfigException;
import dev.weir.node.config.ConfigFile;
import dev.weir.node.config.Settings;
import dev.weir.node.failover.FailoverSettings;
import dev.weir.node.logs.LogFormat;
import dev.weir.node.logs.LogLevel;
import dev.weir.node.ownership.OwnershipConfig;
import dev.weir.node.route.HotSettings;
import dev.weir.node.server.Identity;
import dev.weir.node.server.ServerConfig;
import dev.weir.node.store.ReadLimits;
import dev.weir.node.store.StoreConnection;
import dev.weir.node.store.StoreSettings;
import dev.weir.node.store.WriteLimits;
import dev.weir.topology.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Everything that an operator may decide about a node, checked.
 *
 * @param workerRegion the region's number in message ids
 * @param advertise where others reach the node, if that is not where it listens
 * @param ownership the node's part in its region
 * @param bridge the node's part in what regions know of each other; empty without other regions
 * @param hot when the readers of a channel are spread
 * @param flights how far reads that are under way are shared
 * @param failover when this region is left, and how far others stand in
 * @param regions the other regions, in the order in which they stand in
 * @param databaseWait how long a starting node waits for the database
 * @param drainTimeout how long a stopping node waits for the requests in flight
 * @param insecure whether the node listens beyond loopback without protection
 */
public record NodeConfig(
    Identity identity,
    int workerRegion,
    ServerConfig server,
    Optional<NodeAddress> advertise,
    NodeAddress adminListen,
    AdmissionLimits limits,
    StoreSettings store,
    OwnershipConfig ownership,
    Optional<BridgeConfig> bridge,
    HotSettings hot,
    FlightSettings flights,
    FailoverSettings failover,
    List<PeerRegion> regions,
    Duration databaseWait,
    Duration drainTimeout,
    boolean insecure,
    LogFormat logFormat,
    LogLevel logLevel) {

  /**
   * Reads the configuration from a file, the environment and flags.
   *
   * @throws ConfigException with all mistakes
   */
  public static NodeConfig read(
      Optional<ConfigFile> file, Map<String, String> environment, Map<String, String> flags) {
    Settings settings = Settings.of(NodeKeys.all(), file, environment, flags);
    Identity identity = new Identity(settings.get(NodeKeys.ID), settings.get(NodeKeys.REGION));
    ServerConfig server = server(settings);
    boolean insecure = settings.get(NodeKeys.INSECURE);
    AdmissionLimits limits = limits(settings);
    StoreSettings store = store(settings, identity);
    int workerRegion = settings.get(NodeKeys.IDS_REGION);
    OwnershipConfig ownership = ClusterKeys.read(settings);
    NodeConfig config =
        new NodeConfig(
            identity,
            workerRegion,
            server,
            settings.get(NodeKeys.ADVERTISE),
            settings.get(NodeKeys.ADMIN_LISTEN),
            limits,
            store,
            ownership,
            BridgeKeys.read(settings, identity, workerRegion, ownership.cluster()),
            HotKeys.read(settings),
            FlightKeys.read(settings),
            FailoverKeys.read(settings),
            RegionKeys.read(settings, identity.region(), settings.get(NodeKeys.IDS_REGION)),
            settings.get(DatabaseKeys.WAIT),
            settings.get(NodeKeys.DRAIN_TIMEOUT),
            insecure,
            settings.get(NodeKeys.LOG_FORMAT),
            settings.get(NodeKeys.LOG_LEVEL));
    if (!insecure && !isLoopback(server.listen())) {
      settings.reject(
          NodeKeys.LISTEN,
          "beyond loopback a node needs protection, which this version lacks; in a closed test"
              + " network set insecure: true");
    }
    if (!insecure && !isLoopback(config.adminListen())) {
      settings.reject(
          NodeKeys.ADMIN_LISTEN, "beyond loopback set insecure: true, in a closed test network");
    }
    ClusterConfig cluster = config.ownership().cluster();
    if (!insecure && cluster.tls().isEmpty() && !isLoopback(cluster.listen())) {
      settings.reject(
          ClusterKeys.LISTEN,
          "beyond loopback set cluster.tls, or insecure: true in a closed test network");
    }
    if (!insecure && config.bridge().filter(NodeConfig::isOpen).isPresent()) {
      settings.reject(
          BridgeKeys.LISTEN,
          "beyond loopback set cluster.tls, or insecure: true in a closed test network");
    }
    settings.check();
    return config;
  }

  private static ServerConfig server(Settings settings) {
    ServerConfig defaults = ServerConfig.at(settings.get(NodeKeys.LISTEN));
    return new ServerConfig(
        defaults.listen(),
        settings.get(NodeKeys.LIMITS_CONNECTIONS),
        settings.get(NodeKeys.LIMITS_CONNECTION_IN_FLIGHT),
        defaults.helloTimeout(),
        defaults.frameTimeout(),
        defaults.idleTimeout(),
        defaults.unwritableTimeout());
  }

  private static AdmissionLimits limits(Settings settings) {
    int content = settings.get(NodeKeys.LIMITS_CONTENT_BYTES);
    int payload = settings.get(NodeKeys.LIMITS_PAYLOAD_BYTES);
    if (content + payload > Body.MAX_BYTES) {
      settings.reject(
          NodeKeys.LIMITS_CONTENT_BYTES,
          "with limits.payload-bytes %d it must not exceed %d".formatted(payload, Body.MAX_BYTES));
      return AdmissionLimits.DEFAULT;
    }
    return new AdmissionLimits(settings.get(NodeKeys.LIMITS_IN_FLIGHT), content, payload);
  }

  private static StoreSettings store(Settings settings, Identity identity) {
    String datacenter = settings.get(DatabaseKeys.LOCAL_DATACENTER);
    Duration timeout = settings.get(DatabaseKeys.REQUEST_TIMEOUT);
    Duration drift = settings.get(NodeKeys.LIMITS_CLOCK_DRIFT);
    if (drift.compareTo(timeout) <= 0) {
      settings.reject(
          NodeKeys.LIMITS_CLOCK_DRIFT,
          "it must be longer than database.request-timeout, %d ms".formatted(timeout.toMillis()));
      drift = StoreSettings.DEFAULT_CLOCK_DRIFT;
    }
    return new StoreSettings(
        new StoreConnection(
            settings.get(DatabaseKeys.CONTACT_POINTS),
            datacenter.isEmpty() ? identity.region().name() : datacenter,
            settings.get(DatabaseKeys.KEYSPACE),
            settings.get(DatabaseKeys.CREATE_REPLICATION),
            timeout,
            login(settings)),
        new ReadLimits(
            settings.get(DatabaseKeys.MAX_BUCKET_READS),
            settings.get(DatabaseKeys.READ_CONCURRENCY),
            settings.get(DatabaseKeys.ROW_BUDGET),
            settings.get(DatabaseKeys.FETCH_ROWS),
            settings.get(DatabaseKeys.SCRUBS)),
        new WriteLimits(
            settings.get(DatabaseKeys.BATCH_ROWS),
            settings.get(DatabaseKeys.BATCH_BYTES),
            settings.get(DatabaseKeys.WRITE_CONCURRENCY),
            settings.get(DatabaseKeys.BULK_BUCKETS),
            settings.get(DatabaseKeys.KNOWN_BUCKETS)),
        drift,
        settings.get(DatabaseKeys.SCRUB_AFTER),
        settings.get(DatabaseKeys.DURABILITY));
  }

  private static Optional<StoreConnection.Login> login(Settings settings) {
    String username = settings.get(DatabaseKeys.USERNAME);
    if (username.isEmpty()) {
      return Optional.empty();
    }
    String file = settings.get(DatabaseKeys.PASSWORD_FILE);
    try {
      String password = Files.readAllLines(Path.of(file)).getFirst();
      return Optional.of(new StoreConnection.Login(username, password));
    } catch (IOException | NoSuchElementException e) {
      settings.reject(
          DatabaseKeys.PASSWORD_FILE,
          "name a file with the password of %s on its first line".formatted(username));
      return Optional.empty();
    }
  }

  private static boolean isOpen(BridgeConfig bridge) {
    return bridge.tls().isEmpty() && !isLoopback(bridge.listen());
  }

  private static boolean isLoopback(NodeAddress address) {
    try {
      return InetAddress.getByName(address.host()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
