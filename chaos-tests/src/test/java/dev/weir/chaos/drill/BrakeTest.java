package dev.weir.chaos.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.chaos.drill.spec.StopConditions;
import dev.weir.chaos.history.Stretch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrakeTest {

  private static final StopConditions CONDITIONS =
      new StopConditions(50, 5, Duration.ofSeconds(1), Duration.ofSeconds(5));
  private static final Stretch CALM = stretch(100, 0, 10);

  @TempDir private Path directory;

  @Test
  void calm_goesOn() {
    assertThat(tooMuch(CALM, CALM)).isEmpty();
    assertThat(tooMuch(stretch(50, 50, 10), stretch(95, 5, 1_000))).isEmpty();
  }

  @Test
  void tooManyFailures_stop_soonerInTheOtherRegions() {
    assertThat(tooMuch(stretch(49, 51, 10), CALM)).get().asString().contains("stop.error-rate");
    assertThat(tooMuch(CALM, stretch(94, 6, 10)))
        .get()
        .asString()
        .contains("stop.survivor-error-rate", "in us");
  }

  @Test
  void slowSurvivors_stop() {
    assertThat(tooMuch(CALM, stretch(100, 0, 1_001))).get().asString().contains("1001 ms in us");
  }

  @Test
  void aFewRequests_sayNothing() {
    assertThat(tooMuch(stretch(0, Brake.LEAST - 1, 10), stretch(0, 3, 5_000))).isEmpty();
  }

  @Test
  void theFileOfDrillStop_pullsIt() throws Exception {
    Path file = directory.resolve("stop");
    Brake brake = new Brake(CONDITIONS, file);
    assertThatCode(brake::look).doesNotThrowAnyException();
    Files.createFile(file);
    assertThatThrownBy(brake::look).isInstanceOf(Aborted.class).hasMessage("weir drill stop");
  }

  @Test
  void whoPullsItFirst_isTold() {
    Brake brake = new Brake(CONDITIONS, directory.resolve("stop"));
    brake.pull("interrupted");
    brake.pull("something else");
    assertThatThrownBy(brake::look).hasMessage("interrupted");
  }

  private static Optional<String> tooMuch(Stretch harmed, Stretch other) {
    return Brake.tooMuch(CONDITIONS, harmed, Map.of("us", other));
  }

  private static Stretch stretch(long answered, long failed, double p99Millis) {
    return new Stretch(answered, failed, 0, 0, 1, p99Millis, p99Millis, Map.of());
  }
}
