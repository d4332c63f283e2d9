package dev.weir.node.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether more than one data centre keeps replicas of the keyspace: what another one acknowledged
 * may be missing in ours. Follows the driver's metadata, so that a keyspace which is altered while
 * nodes run is noticed without a restart.
 *
 * <p>Any thread. The driver replaces its metadata as a whole, so what was made of it is good for as
 * long as it is the same object.
 */
final class Replication {

  private static final Set<String> NO_DATA_CENTRES = Set.of("class", "replication_factor");

  private record Known(Metadata metadata, boolean spansRegions) {}

  private final CqlSession session;
  private volatile Known known;

  Replication(CqlSession session) {
    this.session = session;
    this.known = learn(session.getMetadata());
  }

  /** Whether replicas are in several data centres, or nobody can tell. Quick, never blocks. */
  boolean spansRegions() {
    Metadata now = session.getMetadata();
    Known last = known;
    if (last.metadata != now) {
      last = learn(now);
      known = last;
    }
    return last.spansRegions;
  }

  private Known learn(Metadata metadata) {
    Optional<KeyspaceMetadata> keyspace = session.getKeyspace().flatMap(metadata::getKeyspace);
    return new Known(
        metadata,
        keyspace
            .map(known -> spansRegions(known.getReplication(), dataCentres(metadata)))
            .orElse(true));
  }

  /**
   * Whether a keyspace replicated like this spans data centres.
   *
   * @param present the cluster's data centres: a strategy that names none may use them all
   */
  static boolean spansRegions(Map<String, String> replication, Set<String> present) {
    Map<String, String> named =
        replication.entrySet().stream()
            .filter(entry -> !NO_DATA_CENTRES.contains(entry.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return named.isEmpty()
        ? present.size() > 1
        : named.values().stream().filter(replicas -> !replicas.equals("0")).count() > 1;
  }

  private static Set<String> dataCentres(Metadata metadata) {
    return metadata.getNodes().values().stream()
        .map(Node::getDatacenter)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }
}
