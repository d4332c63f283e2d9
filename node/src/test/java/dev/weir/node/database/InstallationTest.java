package dev.weir.node.database;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.node.database.DatabaseException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told when nothing was built. */
final class InstallationTest {
  @Test
  void noJars_saysWhereItLookedAndHowToBuild(@TempDir Path home) {
    var installation = new Installation(home.resolve("jars"), home.resolve("cache"));

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(installation::sortedJars)
        .withMessageContaining(home.resolve("jars").toString())
        .withMessageContaining("mvn -q -pl node -am")
        .matches(e -> e.reason() == Reason.JARS_MISSING);
  }

  @Test
  void jarsOfSomethingElse_areNotEnough(@TempDir Path home) throws Exception {
    Files.writeString(home.resolve("guava.jar"), "");

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(new Installation(home, home)::sortedJars)
        .matches(e -> e.reason() == Reason.JARS_MISSING);
  }
}
