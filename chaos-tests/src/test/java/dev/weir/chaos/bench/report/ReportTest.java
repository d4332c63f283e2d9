package dev.weir.chaos.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

  private static Report report(String scenario, double low, double high) {
    return new Report(
        scenario,
        List.of(new Ratio("P1", "reads/s", List.of(low, high), Target.atLeast(20))),
        List.of(new Figures("sides", List.of("side", "per_second"), List.of(List.of("weir", 1.5)))),
        List.of("noisy"));
  }

  private static String json(Report report) {
    return JsonMapper.builder().build().writeValueAsString(report.json());
  }

  @Test
  void json_hasRatiosByIdAndFigures() {
    assertThat(json(report("storm", 21, 23)))
        .isEqualTo(
            "{\"scenario\":\"storm\",\"ratios\":{\"P1\":{\"median\":22.0,\"min\":21.0,\"max\":23.0,"
                + "\"target\":\"≥ 20\",\"met\":true}},"
                + "\"sides\":[{\"side\":\"weir\",\"per_second\":1.5}],\"warnings\":[\"noisy\"]}");
  }

  @Test
  void target_isWrittenPlainly() {
    assertThat(Target.atMost(0.005)).hasToString("≤ 0.005");
    assertThat(Target.atMost(1.25)).hasToString("≤ 1.25");
  }

  @Test
  void figures_haveAValueForEachColumn() {
    assertThatThrownBy(() -> new Figures("sides", List.of("a", "b"), List.of(List.of(1))))
        .hasMessageContaining("sides");
  }

  @Test
  void comparison_tellsNoiseFromChange(@TempDir Path folder) throws IOException {
    Path before = write(folder, "a", json(report("storm", 20, 30)));
    Comparison within = Comparison.of(before, write(folder, "b", json(report("storm", 29, 40))));
    Comparison beyond = Comparison.of(before, write(folder, "c", json(report("storm", 10, 19))));
    assertThat(within.changes())
        .containsExactly(new Comparison.Change("P1", 25, 34.5, false, true, true));
    assertThat(beyond.changes())
        .containsExactly(new Comparison.Change("P1", 25, 14.5, true, true, false));
    assertThat(beyond.changes().getFirst().times()).isEqualTo(0.58);
    assertThat(beyond.changes().getFirst().isLost()).isTrue();
  }

  @Test
  void comparison_ofSingleRounds_knowsNoNoise(@TempDir Path folder) throws IOException {
    Path before = write(folder, "a", json(report("storm", 20, 20)));
    Path after = write(folder, "b", json(report("storm", 21, 21)));
    assertThat(Comparison.of(before, after).changes())
        .containsExactly(new Comparison.Change("P1", 20, 21, false, true, true));
  }

  @Test
  void comparison_refusesWhatCannotBeCompared(@TempDir Path folder) throws IOException {
    Path storm = write(folder, "a", json(report("storm", 20, 30)));
    Path cold = write(folder, "b", json(report("cold", 20, 30)));
    Path noise = write(folder, "c", "[1, 2");
    assertThatThrownBy(() -> Comparison.of(storm, cold))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("scenario storm")
        .hasMessageContaining("cold");
    assertThatThrownBy(() -> Comparison.of(storm, noise)).isInstanceOf(WeirException.class);
    assertThatThrownBy(() -> Comparison.of(storm, folder.resolve("none")))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("none");
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
