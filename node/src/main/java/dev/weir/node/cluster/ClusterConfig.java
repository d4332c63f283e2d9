package dev.weir.node.cluster;

import dev.weir.topology.NodeAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the nodes of a cluster find and watch each other.
 *
 * @param listen where this node is reached by the others; on the port 100 above it they watch
 *     whether it lives
 * @param discovery how it finds them
 * @param tls proves to each other who they are, and encrypts; without it only for closed networks
 * @param failureTimeout without a sign of life until a member is suspected, 1 to 60 s
 */
public record ClusterConfig(
    NodeAddress listen, Discovery discovery, Optional<Tls> tls, Duration failureTimeout) {

  /** How far above the cluster's port the one lies on which members watch each other's sockets. */
  public static final int WATCH_OFFSET = 100;

  /** How nodes find each other. */
  public sealed interface Discovery {

    /** The node has no peers. */
    record None() implements Discovery {}

    /** The nodes' addresses are known; those of all, or of some that are always there. */
    record Fixed(List<NodeAddress> members) implements Discovery {

      public Fixed {
        members = List.copyOf(members);
      }
    }

    /** Each node writes its address into a directory that all of them see. */
    record Directory(Path path) implements Discovery {}

    /** A name has every node's address: a headless service of Kubernetes. */
    record Dns(String name) implements Discovery {}
  }

  /**
   * Mutual TLS 1.3.
   *
   * @param keystore PKCS#12, with this node's key and certificate
   * @param truststore PKCS#12, with the certificates that nodes' certificates are signed by
   * @param password of both
   */
  public record Tls(Path keystore, Path truststore, String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return "Tls[keystore=%s, truststore=%s]".formatted(keystore, truststore);
    }
  }

  public ClusterConfig {
    if (failureTimeout.toSeconds() < 1 || failureTimeout.toSeconds() > 60) {
      throw new IllegalArgumentException(
          "failure timeout %s is not within 1s..60s".formatted(failureTimeout));
    }
  }
}
