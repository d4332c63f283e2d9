package dev.weir.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.WeirException;
import org.junit.jupiter.api.Test;

class BenchScenariosTest {

  @Test
  void names_areUniqueAndFound() {
    assertThat(BenchScenarios.ALL).extracting(BenchScenario::name).doesNotHaveDuplicates();
    assertThat(BenchScenarios.ALL)
        .allSatisfy(each -> assertThat(BenchScenarios.of(each.name())).isSameAs(each));
  }

  @Test
  void unknownName_saysWhereTheyAreListed() {
    assertThatThrownBy(() -> BenchScenarios.of("strom"))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("strom")
        .hasMessageContaining("weir bench ls");
  }

  @Test
  void zipf_drawsInProportion() {
    Zipf zipf = new Zipf(3); // 6/11, 3/11, 2/11
    assertThat(zipf.at(0)).isZero();
    assertThat(zipf.at(0.54)).isZero();
    assertThat(zipf.at(0.55)).isEqualTo(1);
    assertThat(zipf.at(0.81)).isEqualTo(1);
    assertThat(zipf.at(0.82)).isEqualTo(2);
    assertThat(zipf.at(0.999_999)).isEqualTo(2);
  }
}
