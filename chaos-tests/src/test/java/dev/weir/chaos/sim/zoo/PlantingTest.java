package dev.weir.chaos.sim.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weir.chaos.mutation.MutantLoader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bug of the zoo still finds the place that it was made for. */
class PlantingTest {

  static List<Bug> bugs() {
    return Zoo.all();
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void mutationsFit(Bug bug) {
    MutantLoader house = new MutantLoader(PlantingTest.class.getClassLoader(), bug.mutations());
    assertThatCode(house::operate).as(bug.name()).doesNotThrowAnyException();
    assertThat(bug.mutations()).isNotEmpty();
    assertThat(bug.expected()).isNotEmpty();
  }

  @Test
  void names_areUnique_andThereAreMany() {
    assertThat(Zoo.all()).extracting(Bug::name).doesNotHaveDuplicates();
    assertThat(Zoo.all()).hasSizeGreaterThanOrEqualTo(28);
  }
}
