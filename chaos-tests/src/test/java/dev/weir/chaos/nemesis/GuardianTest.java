package dev.weir.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardianTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path directory;

  @Test
  void expiry_heals() throws Exception {
    Guardian guardian = watch(Duration.ofSeconds(1));
    assertThat(guardian.awaitEnd(SOON)).isTrue();
    assertThat(healed()).exists();
    guardian.close();
  }

  @Test
  void whatIsHealed_isLeftAlone() {
    Guardian guardian = watch(LONG);
    assertThat(guardian.isThere()).isTrue();
    guardian.close();
    assertThat(guardian.isThere()).isFalse();
    assertThat(healed()).doesNotExist();
  }

  /** The JVM that starts it is killed in the middle; its pipe ends, and no word has come. */
  @Test
  void deathOfTheOneWhoHarms_heals() throws Exception {
    Process starter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                GuardianStarter.class.getName(),
                healed().toString(),
                directory.resolve("log").toString())
            .redirectErrorStream(true)
            .start();
    assertThat(starter.inputReader().readLine()).isEqualTo("watched");
    assertThat(healed()).doesNotExist();
    starter.destroyForcibly().waitFor();
    org.awaitility.Awaitility.await().atMost(SOON).until(() -> Files.exists(healed()));
  }

  private Guardian watch(Duration expiry) {
    return Guardian.watch(
        expiry, "touch '%s'".formatted(healed()), SOON, directory.resolve("log").toFile());
  }

  private Path healed() {
    return directory.resolve("healed");
  }
}
