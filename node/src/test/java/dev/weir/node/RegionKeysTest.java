package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.node.config.ConfigException;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionKeysTest {

  private static NodeConfig read(String peers) {
    return NodeConfig.read(
        Optional.empty(),
        Map.of(),
        Map.of("region", "eu", "ids.region", "0", "regions.peers", peers));
  }

  @Test
  void peers_inTheOrderOfFailover() {
    assertThat(read("us/1 = 10.0.1.1:7400, 10.0.1.2:7400; ap/2 = host:1;").regions())
        .containsExactly(
            new PeerRegion(
                new Region("us"),
                1,
                List.of(new NodeAddress("10.0.1.1", 7400), new NodeAddress("10.0.1.2", 7400))),
            new PeerRegion(new Region("ap"), 2, List.of(new NodeAddress("host", 1))));
    assertThat(read("").regions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "us = h:1 | 'us = h:1' is not NAME/NUMBER",
        "us/1 | 'us/1' is not NAME/NUMBER",
        "us/x = h:1 | 'x' is no number of a region",
        "us/8 = h:1 | number 8 is not within 0..7",
        "US/1 = h:1 | region 'US'",
        "us/1 = | 0 contacts",
        "us/1 = h | 'h' is not HOST:PORT",
        "eu/1 = h:1 | eu is this node's own region",
        "us/0 = h:1 | us has the number 0, which is this region's own",
        "us/1 = h:1; us/2 = h:2 | us is named twice",
        "us/1 = h:1; ap/1 = h:2 | number 1 is given twice, the second time to ap",
      })
  void mistake_isNamed(String peers, String said) {
    ConfigException found = catchConfig(peers);
    assertThat(found.problems()).hasSize(1);
    assertThat(found.problems().getFirst().key()).isEqualTo("regions.peers");
    assertThat(found.problems().getFirst().allowed()).contains(said);
  }

  private static ConfigException catchConfig(String peers) {
    try {
      throw new AssertionError("taken: " + read(peers).regions());
    } catch (ConfigException e) {
      return e;
    }
  }

  @Test
  void settingsOfFailover_areRead() {
    NodeConfig config =
        NodeConfig.read(
            Optional.empty(),
            Map.of("WEIR_FAILOVER_SLOW_CALL", "77ms"),
            Map.of("failover.cross-region-in-flight", "5"));
    assertThat(config.failover().slowCall()).hasMillis(77);
    assertThat(config.failover().crossRegionInFlight()).isEqualTo(5);
  }
}
