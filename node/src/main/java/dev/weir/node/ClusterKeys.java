package dev.weir.node;

import dev.weir.node.cluster.ClusterConfig;
import dev.weir.node.cluster.ClusterConfig.Discovery;
import dev.weir.node.config.Key;
import dev.weir.node.config.Keys;
import dev.weir.node.config.Settings;
import dev.weir.node.ownership.OwnershipConfig;
import dev.weir.node.ownership.OwnershipSettings;
import dev.weir.topology.Candidate;
import dev.weir.topology.ChannelRange;
import dev.weir.topology.NodeAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The keys {@code cluster.*}: how the nodes of a region find each other and share its channels. */
final class ClusterKeys {

  /** How nodes find each other, as a word of the configuration. */
  enum Finding {
    NONE,
    STATIC,
    DIRECTORY,
    DNS
  }

  private static final int MAX_MEMBERS = 1_000;

  /** The port beside it must exist, too. */
  private static final int MAX_PORT = 65_535 - ClusterConfig.WATCH_OFFSET;

  static final Key<Finding> DISCOVERY =
      Keys.oneOf(
          "cluster.discovery",
          Finding.NONE,
          Finding.class,
          "How the nodes of a region find each other: by cluster.members, by files in"
              + " cluster.directory, by the addresses of cluster.dns-name; none for a node alone.");

  static final Key<NodeAddress> LISTEN =
      Keys.of(
          "cluster.listen",
          "127.0.0.1:7500",
          "HOST:PORT, the port 1 to " + MAX_PORT,
          "Where the region's other nodes reach this one; the port 100 above it is used, too."
              + " Anything but loopback needs cluster.tls or insecure: true.",
          ClusterKeys::listen);

  static final Key<List<NodeAddress>> MEMBERS =
      Keys.list(
          "cluster.members",
          "",
          "HOST:PORT, HOST:PORT, …; up to " + MAX_MEMBERS,
          "With discovery static: cluster.listen of the region's nodes, of all or of some.",
          NodeAddress::parse,
          addresses -> addresses.size() <= MAX_MEMBERS);

  static final Key<String> DIRECTORY =
      Keys.text(
          "cluster.directory",
          "",
          "With discovery directory: one that all of the region's nodes can write to.");

  static final Key<String> DNS_NAME =
      Keys.text(
          "cluster.dns-name",
          "",
          "With discovery dns: a name with the addresses of all nodes, such as a headless service"
              + " of Kubernetes. All listen at the same port.");

  static final Key<Duration> FAILURE_TIMEOUT =
      Keys.duration(
          "cluster.failure-timeout",
          "3s",
          "1s",
          "60s",
          "How long a node may be silent until the others suspect it.");

  static final Key<String> KEYSTORE =
      Keys.text(
          "cluster.tls.keystore",
          "",
          "A PKCS#12 file with this node's key and certificate; if empty, nodes neither encrypt nor"
              + " prove who they are.");

  static final Key<String> TRUSTSTORE =
      Keys.text(
          "cluster.tls.truststore",
          "",
          "A PKCS#12 file with the certificates that sign those of the region's nodes.");

  static final Key<String> PASSWORD_FILE =
      Keys.text(
          "cluster.tls.password-file",
          "",
          "A file with the password of both on its first line; secrets are never settings.");

  static final Key<Integer> RANGES =
      Keys.number(
          "cluster.ranges",
          ChannelRange.DEFAULT_COUNT,
          1,
          ChannelRange.MAX_COUNT,
          "Into how many ranges the channels are cut; the same in every node of the region.");

  static final Key<Integer> WEIGHT =
      Keys.number(
          "cluster.weight",
          1,
          1,
          Candidate.MAX_WEIGHT,
          "How many ranges this node takes in comparison with others.");

  static final Key<Duration> RESTART =
      Keys.duration(
          "cluster.restart",
          "60s",
          "0s",
          "1h",
          "How long the ranges of a node that was stopped in order are kept for it.");

  static final Key<Duration> HOLD_DOWN =
      Keys.duration(
          "cluster.hold-down",
          "10s",
          "0s",
          "10m",
          "How long a node that comes back from a crash gets no ranges.");

  static final List<Key<?>> OWN =
      List.of(
          DISCOVERY,
          LISTEN,
          MEMBERS,
          DIRECTORY,
          DNS_NAME,
          FAILURE_TIMEOUT,
          KEYSTORE,
          TRUSTSTORE,
          PASSWORD_FILE,
          RANGES,
          WEIGHT,
          RESTART,
          HOLD_DOWN);

  private ClusterKeys() {}

  static OwnershipConfig read(Settings settings) {
    return new OwnershipConfig(
        new ClusterConfig(
            settings.get(LISTEN),
            discovery(settings),
            tls(settings),
            settings.get(FAILURE_TIMEOUT)),
        OwnershipSettings.of(
            settings.get(RANGES),
            settings.get(WEIGHT),
            settings.get(RESTART),
            settings.get(HOLD_DOWN)));
  }

  private static NodeAddress listen(String text) {
    NodeAddress address = NodeAddress.parse(text);
    if (address.port() < 1 || address.port() > MAX_PORT) {
      throw new IllegalArgumentException("port %d".formatted(address.port()));
    }
    return address;
  }

  private static Discovery discovery(Settings settings) {
    Finding finding = settings.get(DISCOVERY);
    return switch (finding) {
      case NONE -> {
        if (!settings.get(MEMBERS).isEmpty()) {
          settings.reject(DISCOVERY, "with cluster.members it must be static");
        }
        yield new Discovery.None();
      }
      case STATIC -> {
        if (settings.get(MEMBERS).isEmpty()) {
          settings.reject(MEMBERS, "cluster.discovery static needs the nodes' addresses");
        }
        yield new Discovery.Fixed(settings.get(MEMBERS));
      }
      case DIRECTORY -> new Discovery.Directory(Path.of(given(settings, DIRECTORY, "a directory")));
      case DNS -> new Discovery.Dns(given(settings, DNS_NAME, "a name"));
    };
  }

  private static String given(Settings settings, Key<String> key, String what) {
    String value = settings.get(key);
    if (value.isEmpty()) {
      settings.reject(key, "this cluster.discovery needs " + what);
    }
    return value;
  }

  private static Optional<ClusterConfig.Tls> tls(Settings settings) {
    String keystore = settings.get(KEYSTORE);
    if (keystore.isEmpty()) {
      return Optional.empty();
    }
    Path keys = readable(settings, KEYSTORE, keystore);
    Path trusted = readable(settings, TRUSTSTORE, settings.get(TRUSTSTORE));
    try {
      String password = Files.readAllLines(Path.of(settings.get(PASSWORD_FILE))).getFirst();
      return Optional.of(new ClusterConfig.Tls(keys, trusted, password));
    } catch (IOException | NoSuchElementException e) {
      settings.reject(PASSWORD_FILE, "name a file with the stores' password on its first line");
      return Optional.empty();
    }
  }

  private static Path readable(Settings settings, Key<String> key, String value) {
    Path path = Path.of(value);
    if (value.isEmpty() || !Files.isReadable(path)) {
      settings.reject(key, "name a PKCS#12 file that can be read");
    }
    return path;
  }
}
