package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ours gets every situation right; each known mistake is noticed. */
class ConformanceMatrixTest {

  @Test
  void ours_getsEverySituationRight() {
    assertThat(Situations.wrongWith(new OurDesign())).isEmpty();
  }

  @Test
  void withoutMistakes_theNaiveOneDoes_too() {
    assertThat(Situations.wrongWith(new NaiveDesign(NaiveDesign.Flaw.NONE))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = NaiveDesign.Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void eachKnownMistake_isNoticed(NaiveDesign.Flaw flaw) {
    assertThat(Situations.wrongWith(new NaiveDesign(flaw))).isNotEmpty();
  }
}
