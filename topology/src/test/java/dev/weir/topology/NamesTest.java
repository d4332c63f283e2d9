package dev.weir.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "EU", "1eu", "eu west", "a234567890123456789012345678901234"})
  void region_refusesWithTheText(String name) {
    assertThatThrownBy(() -> new Region(name)).hasMessageContaining("region '" + name + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Node", "-a", "a_b"})
  void node_refusesWithTheText(String name) {
    assertThatThrownBy(() -> new NodeId(name)).hasMessageContaining("node '" + name + "'");
  }

  @Test
  void names_printAndSortAsThemselves() {
    assertThat(new Region("eu-west-1")).hasToString("eu-west-1");
    assertThat(new NodeId("eu-1")).isLessThan(new NodeId("eu-2")).hasToString("eu-1");
  }
}
