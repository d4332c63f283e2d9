package dev.weir.chaos.sim.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.sim.zoo.FirstSeeds.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstSeedsTest {

  @Test
  void table_isReadAsItWasWritten() {
    FirstSeeds table =
        FirstSeeds.of(
            List.of(
                new Row(
                    "fence-off", Optional.of(3L), Duration.ofSeconds(120), List.of("I4", "I5"), 3),
                new Row("hidden", Optional.empty(), Duration.ofSeconds(60), List.of(), 1_000)));
    assertThat(FirstSeeds.parse(table.text())).isEqualTo(table);
    assertThat(table.text())
        .contains("fence-off                         3   120      3  I4,I5\n")
        .contains("hidden                            0    60   1000\n");
  }
}
