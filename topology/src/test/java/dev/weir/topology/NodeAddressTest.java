package dev.weir.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAddressTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:7400", "node-1.eu.example:0", "[::1]:65535"})
  void parse_printsTheSame(String text) {
    assertThat(NodeAddress.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", ":7400", "host:", "host:x", "::1:80", "[::1:80", "h:65536"})
  void parse_refusesWithTheText(String text) {
    assertThatThrownBy(() -> NodeAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(".*(HOST:PORT|0\\.\\.65535).*");
  }
}
