package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When another data centre may have acknowledged what ours does not have. */
final class ReplicationTest {

  private static final String BY_DATA_CENTRE =
      "org.apache.cassandra.locator.NetworkTopologyStrategy";
  private static final String ANYWHERE = "org.apache.cassandra.locator.SimpleStrategy";
  private static final Set<String> TWO = Set.of("eu", "us");

  @Test
  void replicasInSeveralDataCentres_span() {
    assertThat(spans(Map.of("class", BY_DATA_CENTRE, "eu", "3", "us", "1"), TWO)).isTrue();
    assertThat(spans(Map.of("class", BY_DATA_CENTRE, "eu", "3", "us", "0"), TWO)).isFalse();
    assertThat(spans(Map.of("class", BY_DATA_CENTRE, "eu", "3"), TWO)).isFalse();
  }

  @Test
  void replicasAnywhere_spanWhatThereIs() {
    Map<String, String> replication = Map.of("class", ANYWHERE, "replication_factor", "3");
    assertThat(spans(replication, TWO)).isTrue();
    assertThat(spans(replication, Set.of("eu"))).isFalse();
  }

  private static boolean spans(Map<String, String> replication, Set<String> present) {
    return Replication.spansRegions(replication, present);
  }
}
