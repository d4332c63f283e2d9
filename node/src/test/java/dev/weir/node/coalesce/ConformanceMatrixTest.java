package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Room;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ours gets every situation right; each known mistake is noticed. */
class ConformanceMatrixTest {

  /** The rooms of a node, as they are put together there. */
  private static final class Ours implements World.Design {
    @Override
    public Room origin(GatedStore store, int region, long incarnation, LongSupplier sequence) {
      Origin origin =
          new Origin(
              store,
              region,
              incarnation,
              sequence,
              level -> level.name(),
              new Whereabouts(World.A.node(), Optional::empty));
      return new OtherRegions(origin, region, () -> false, () -> 0);
    }

    @Override
    public Room sharing(Room next, int region, Whereabouts whereabouts) {
      return new Coalescer(
          next, region, whereabouts, FlightSettings.DEFAULT, () -> 0, FlightEvents.NONE);
    }
  }

  @Test
  void ours_getsEverySituationRight() {
    assertThat(Situations.wrongWith(new Ours())).isEmpty();
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
