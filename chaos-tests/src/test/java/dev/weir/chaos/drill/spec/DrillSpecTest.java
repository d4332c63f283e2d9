package dev.weir.chaos.drill.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.config.ConfigException;
import dev.weir.node.config.ConfigFile;
import dev.weir.node.config.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DrillSpecTest {

  static final List<String> SHIPPED = ShippedDrills.NAMES;

  private static final String STAGING =
      """
      mode: kill
      scope:
        region: eu
        part: database
      cluster:
        regions: "eu/0 = 10.0.1.11:7400, 10.0.1.12:7400; us/1 = 10.0.2.11:7400"
        admin: "eu = 10.0.1.11:7480; us = 10.0.2.11:7480"
      hooks:
        kill: ssh eu-db systemctl kill -s KILL cassandra
        check: "! nc -z eu-db 9042"
        heal: ssh eu-db systemctl start cassandra
      """;

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void shipped_areRight_andSayWhatTheyAreAbout(String name) {
    DrillSpec spec = DrillSpec.read(ShippedDrills.file(name), Map.of());
    assertThat(spec.name()).isEqualTo(name);
    assertThat(spec.about()).isNotEmpty();
    assertThat(spec.isOfDemo()).isTrue();
  }

  @Test
  void shipped_coverEveryModeButOneWay() {
    assertThat(
            ShippedDrills.NAMES.stream()
                .map(name -> DrillSpec.read(ShippedDrills.file(name), Map.of()).mode()))
        .contains(
            Mode.PRACTICE,
            Mode.GRACEFUL,
            Mode.KILL,
            Mode.PARTITION,
            Mode.GRAY_SLOW,
            Mode.PAUSE,
            Mode.DATABASE_ONLY,
            Mode.SURGE);
  }

  @Test
  void allMistakes_areToldAtOnce() {
    assertThatThrownBy(() ->
            read(
                """
                mode: explode
                scope:
                  regoin: eu
                steps: 50,25
                objectives:
                  rto: soon
                  error-rate: 101
                """))
        .isInstanceOfSatisfying(
            ConfigException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
              assertThat(failure.problems())
                  .extracting(Problem::key)
                  .containsExactlyInAnyOrder(
                      "mode", "scope.regoin", "steps", "objectives.rto", "objectives.error-rate");
            });
  }

  @Test
  void whatDoesNotFitTogether_isAMistake() {
    assertThat(mistakes("mode: practice\nscope:\n  part: link")).contains("scope.part");
    assertThat(mistakes("mode: kill\nhold: 30s\nexpiry: 30s")).contains("expiry");
    assertThat(mistakes("mode: surge")).contains("load.surge");
  }

  @Test
  void aRegion_isNeverKeptAwayForAsLongAsDeletionsAreRemembered() {
    assertThat(mistakes("mode: kill\nhold: 9d\nexpiry: 10d")).containsExactly("expiry");
    assertThat(mistakes("mode: kill\nhold: 9d\nexpiry: 9d\ngc-grace: 8d")).contains("expiry");
    assertThat(read("mode: kill\nhold: 8d\nexpiry: 9d").timing().gcGrace())
        .isEqualTo(Duration.ofDays(10));
  }

  @Test
  void anotherCluster_needsItsHooks() {
    DrillSpec spec = read(STAGING);
    assertThat(spec.isOfDemo()).isFalse();
    assertThat(spec.targets())
        .extracting(target -> target.region().name())
        .containsExactly("eu", "us");
    assertThat(spec.targets().getFirst().clients()).hasSize(2);
    assertThat(spec.hooks().command("kill").orElseThrow()).startsWith("ssh eu-db");
    assertThat(mistakes(STAGING.replace("  heal:", "  cold:"))).containsExactly("hooks.heal");
    assertThat(mistakes(STAGING.replace("us = 10.0.2.11:7480", "")))
        .containsExactly("cluster.admin");
    assertThat(mistakes(STAGING.replace("eu/0 =", "eu ="))).contains("cluster.regions");
  }

  @Test
  void whatIsSetBesides_winsAndChangesTheHash() {
    ConfigFile file = ShippedDrills.file("region-loss");
    DrillSpec plain = DrillSpec.read(file, Map.of());
    DrillSpec set = DrillSpec.read(file, Map.of("hold", "4s"));
    assertThat(set.timing().hold()).isEqualTo(Duration.ofSeconds(4));
    assertThat(set.hash()).isNotEqualTo(plain.hash());
    assertThat(DrillSpec.read(file, Map.of()).hash()).isEqualTo(plain.hash());
  }

  @Test
  void aStepwiseShift_lastsForItsSteps() {
    Timing timing = read("steps: 1,50,100\nstep: 4s\nhold: 10s").timing();
    assertThat(timing.away(Mode.PRACTICE)).isEqualTo(Duration.ofSeconds(18));
    assertThat(timing.away(Mode.KILL)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void whatIsNeitherADrillNorAFile_isSaidSo() {
    assertThatThrownBy(() -> ShippedDrills.file("region-los"))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("weir drill ls");
  }

  private static DrillSpec read(String yaml) {
    return DrillSpec.read(new ConfigFile("mine.yaml", yaml), Map.of());
  }

  private static List<String> mistakes(String yaml) {
    try {
      read(yaml);
      return List.of();
    } catch (ConfigException e) {
      return e.problems().stream().map(Problem::key).toList();
    }
  }
}
