package dev.weir.node.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A parent that is killed runs no shutdown hook; its databases must leave all the same. */
final class OrphanIT {
  @TempDir private Path directory;

  @Test
  void parentKilled_databasesLeaveAndTheNextStartWaitsForIt() throws Exception {
    String eu = LoopbackAddress.random(new Random());
    String us = LoopbackAddress.random(new Random());
    Process parent = parent(eu, us);
    List<ProcessHandle> members = members(parent);
    assertThat(members).hasSize(2).allMatch(ProcessHandle::isAlive);

    parent.destroyForcibly().waitFor();

    try (var database = EmbeddedCassandra.start(DatabaseParent.spec(directory, eu, us))) {
      assertThat(members).noneMatch(ProcessHandle::isAlive);
      assertThat(members).doesNotContain(ProcessHandle.of(database.pid("eu-1")).orElseThrow());
    }
  }

  private Process parent(String eu, String us) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Dweir.home=" + System.getProperty("weir.home"),
            DatabaseParent.class.getName(),
            directory.toString(),
            eu,
            us)
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private static List<ProcessHandle> members(Process parent) throws IOException {
    BufferedReader output = parent.inputReader(UTF_8);
    String line = output.readLine();
    while (line != null && !line.startsWith("pids ")) {
      line = output.readLine();
    }
    assertThat(line).as("the parent's report").isNotNull();
    return Arrays.stream(line.substring("pids ".length()).split(" "))
        .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
        .toList();
  }
}
