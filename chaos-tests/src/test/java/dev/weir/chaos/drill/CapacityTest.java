package dev.weir.chaos.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.ShippedDrills;
import dev.weir.node.admin.RegionView;
import dev.weir.node.admin.RegionsView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CapacityTest {

  private static final DrillSpec LOSS = spec("region-loss");

  @Test
  void enoughToSpare_isTakenOn() {
    Capacity capacity = Capacity.of(LOSS, view(500, "fresh", true, 2_000, 300));
    assertThat(capacity.refusal()).isEmpty();
    assertThat(capacity.explained()).contains("eu has 500 requests/s", "have 1700/s");
  }

  @Test
  void tooLittleToSpare_isRefused() {
    assertThat(Capacity.of(LOSS, view(500, "fresh", true, 1_000, 400)).refusal()).isPresent();
  }

  @Test
  void aRegionThatIsNotWell_standsInForNobody() {
    assertThat(Capacity.of(LOSS, view(10, "stale", true, 9_000, 0)).refusal()).isPresent();
    assertThat(Capacity.of(LOSS, view(10, "fresh", false, 9_000, 0)).refusal()).isPresent();
  }

  @Test
  void whatTakesNothingAway_needsNobodyToStandIn() {
    assertThat(Capacity.of(spec("link-cut"), view(500, "stale", true, 0, 0)).refusal()).isEmpty();
  }

  private static DrillSpec spec(String name) {
    return DrillSpec.read(ShippedDrills.file(name), Map.of());
  }

  private static RegionsView view(long load, String state, boolean well, long carries, long rate) {
    return new RegionsView(
        "eu-1",
        "eu",
        true,
        Optional.empty(),
        List.of(region("eu", "here", true, 5_000, load), region("us", state, well, carries, rate)),
        Optional.empty());
  }

  private static RegionView region(
      String name, String state, boolean well, long carries, long rate) {
    return new RegionView(
        name,
        Optional.empty(),
        state,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new RegionView.Database(well, "")),
        Optional.empty(),
        List.of(new RegionView.Node(name + "-1", "127.0.0.1:7400", true, false, 1)),
        List.of(),
        Optional.of(new RegionView.Load(rate, 1, 100, carries)),
        Optional.empty());
  }
}
