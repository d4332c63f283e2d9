package dev.weir.chaos.drill.hands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.node.config.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harm is a file that is there. */
class HookHandsTest {

  @TempDir private Path directory;

  @Test
  void commands_harm_areSeen_andHeal() {
    try (Hands hands = hands("touch", "rm -f", "60s")) {
      assertThat(hands.check().seen()).isFalse();
      assertThat(hands.inject()).isEqualTo(new Evidence("kill", true, "status 0"));
      assertThat(hands.check().seen()).isTrue();
      assertThat(hands.heal().seen()).isTrue();
      assertThat(hands.check().seen()).isFalse();
    }
  }

  @Test
  void closing_healsWhatIsNotHealed() {
    try (Hands hands = hands("touch", "rm -f", "60s")) {
      hands.inject();
    }
    assertThat(harm()).doesNotExist();
  }

  @Test
  void whatIsNotHealedInTime_healsByItself() {
    HookHands hands = hands("touch", "rm -f", "2s");
    hands.inject();
    assertThat(harm()).exists();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !Files.exists(harm()));
    hands.close();
  }

  @Test
  void aCommandThatFails_isToldWithWhatItSaid() {
    try (Hands hands = hands("echo no such host; false", "true", "60s")) {
      Evidence evidence = hands.inject();
      assertThat(evidence.seen()).isFalse();
      assertThat(evidence.told()).contains("status 1", "no such host");
    }
  }

  @Test
  void aCommandThatHangs_isEnded() {
    try (Hands hands = hands("sleep 30;", "true", "60s")) {
      Evidence evidence = hands.inject();
      assertThat(evidence.seen()).isFalse();
      assertThat(evidence.told()).contains("took longer than 3 s");
    }
  }

  private Path harm() {
    return directory.resolve("harm");
  }

  private HookHands hands(String kill, String heal, String expiry) {
    String yaml =
        """
        mode: kill
        hold: 1s
        expiry: %s
        cluster:
          regions: "eu/0 = 10.0.1.11:7400; us/1 = 10.0.2.11:7400"
          admin: "eu = 10.0.1.11:7480; us = 10.0.2.11:7480"
        hooks:
          timeout: 3s
          kill: "%s %s"
          check: "test -e %s"
          heal: "%s %s"
        """
            .formatted(expiry, kill, harm(), harm(), heal, harm());
    return new HookHands(DrillSpec.read(new ConfigFile("staging.yaml", yaml), Map.of()), directory);
  }
}
