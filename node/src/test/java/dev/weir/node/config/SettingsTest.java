package dev.weir.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static final Key<Integer> SIZE = Keys.number("limits.size", 5, 1, 10, "A size.");
  private static final Key<Duration> WAIT = Keys.duration("wait", "2s", "1ms", "1h", "A wait.");
  private static final Key<List<String>> NAMES =
      Keys.list("names", "", "words", "Names.", text -> text, names -> true);
  private static final List<Key<?>> KEYS = List.of(SIZE, WAIT, NAMES);

  private static Settings settings(
      String yaml, Map<String, String> environment, Map<String, String> flags) {
    return Settings.of(KEYS, Optional.of(new ConfigFile("node.yaml", yaml)), environment, flags);
  }

  @Test
  void nothingSet_meansDefaults() {
    Settings settings = Settings.of(KEYS, Optional.empty(), Map.of(), Map.of());
    assertThat(settings.get(SIZE)).isEqualTo(5);
    assertThat(settings.get(WAIT)).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.get(NAMES)).isEmpty();
    settings.check();
  }

  @Test
  void flagWinsOverEnvironment_whichWinsOverFile() {
    String yaml = "limits:\n  size: 1\nwait: 10ms\nnames: [a, b]\n";
    Settings settings =
        settings(
            yaml,
            Map.of("WEIR_LIMITS_SIZE", "2", "WEIR_WAIT", "20ms", "HOME", "/x"),
            Map.of("limits.size", "3"));
    assertThat(settings.get(SIZE)).isEqualTo(3);
    assertThat(settings.get(WAIT)).isEqualTo(Duration.ofMillis(20));
    assertThat(settings.get(NAMES)).containsExactly("a", "b");
    settings.check();
  }

  @Test
  void environment_replacesAListOfTheFile() {
    Settings settings = settings("names: [a, b]\n", Map.of("WEIR_NAMES", "c, d"), Map.of());
    assertThat(settings.get(NAMES)).containsExactly("c", "d");
  }

  @Test
  void allProblems_areReportedAtOnce() {
    Settings settings =
        settings(
            "limits:\n  size: 11\nwiat: 3s\n", Map.of("WEIR_NAMEZ", "x"), Map.of("wait", "soon"));
    settings.get(SIZE);
    settings.get(WAIT);
    settings.get(NAMES);
    assertThatThrownBy(settings::check)
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
              assertThat(e.problems())
                  .extracting(Problem::toString)
                  .containsExactlyInAnyOrder(
                      "wiat = '3s' (node.yaml): no such setting; did you mean wait?",
                      "WEIR_NAMEZ = 'x' (environment): no such setting",
                      "limits.size = '11' (node.yaml): use 1 to 10",
                      "wait = 'soon' (flags): use 1ms to 1h, with ms, s, m, h or d");
            });
  }

  @Test
  void whatIsNoYaml_isSaid() {
    assertThatThrownBy(() -> settings("a: [b\n", Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("node.yaml")
        .hasMessageContaining("is not YAML");
  }

  @Test
  void launcherVariables_areNoSettings() {
    settings("", Map.of("WEIR_CONTACT", "x", "WEIR_JAVA_OPTS", "y"), Map.of()).check();
  }
}
