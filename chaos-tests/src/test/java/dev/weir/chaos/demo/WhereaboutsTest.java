package dev.weir.chaos.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.cluster.RegionPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {

  private static final List<RegionPlan> REGIONS = DemoPlan.regions(7400, "127.0.1");

  private final Whereabouts eu = new Whereabouts(REGIONS.getFirst(), REGIONS);

  @Test
  void atHome_isNoNews() {
    assertThat(look(100, 0)).isEmpty();
    assertThat(look(1_000, 4)).isEmpty();
  }

  @Test
  void moves_areToldOnce_thereAndBack() {
    assertThat(look(0, 100)).contains("is answered by us 100 %");
    assertThat(look(0, 90)).isEmpty();
    assertThat(look(31, 69)).contains("is answered by eu 30 %, us 70 %");
    assertThat(look(100, 0)).contains("is answered by eu 100 %");
  }

  @Test
  void few_sayNothing() {
    assertThat(look(0, 9)).isEmpty();
  }

  private Optional<String> look(long ofEu, long ofUs) {
    return eu.look(region -> region == 0 ? ofEu : ofUs);
  }
}
