package dev.weir.chaos.drill.hands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.ShippedDrills;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOrdersTest {

  @ParameterizedTest
  @CsvSource({
    "region-loss, kill eu",
    "cold-survivor, kill eu",
    "database-loss, kill eu-db",
    "gray-database, slow eu-db",
    "owner-crash, kill eu-2",
    "owner-pause, freeze eu-2",
    "split-region, cut eu-1 eu-2",
    "link-cut, cut eu us",
    "rolling-restart, restart eu-1;restart eu-2",
  })
  void everyDrill_isSaidAtThePrompt(String drill, String orders) {
    assertThat(orders(drill, Map.of())).containsExactly(orders.split(";"));
  }

  @Test
  void oneWay_isSaidSo() {
    assertThat(orders("link-cut", Map.of("mode", "one-way"))).containsExactly("cut eu to us");
  }

  @Test
  void whatHarmsNothing_saysNothing() {
    assertThat(orders("region-evacuation", Map.of())).isEmpty();
    assertThat(orders("overload", Map.of())).isEmpty();
  }

  private static List<String> orders(String drill, Map<String, String> set) {
    DrillSpec spec = DrillSpec.read(ShippedDrills.file(drill), set);
    return new DemoOrders(spec, List.of("eu-1", "eu-2"), List.of("us"), "eu-2").all();
  }
}
