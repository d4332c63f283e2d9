package dev.weir.node.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A parent that is killed runs no shutdown hook; its databases must leave all the same. */
final class OrphanIT {
  private static final Duration GONE_LIMIT = Duration.ofSeconds(15);

  @TempDir private Path directory;

  @Test
  void parentKilled_databasesAreGoneAndTheirPortsFree() throws Exception {
    List<String> addresses =
        List.of(LoopbackAddress.random(new Random()), LoopbackAddress.random(new Random()));
    Process parent = parent(addresses);
    List<ProcessHandle> members = members(parent);
    assertThat(members).hasSize(2).allMatch(ProcessHandle::isAlive);

    parent.destroyForcibly().waitFor();

    await().atMost(GONE_LIMIT).until(() -> members.stream().noneMatch(ProcessHandle::isAlive));
    for (String address : addresses) {
      assertThat(Ports.isFree(address, Member.CQL_PORT)).isTrue();
      assertThat(Ports.isFree(address, Member.STORAGE_PORT)).isTrue();
    }
  }

  private Process parent(List<String> addresses) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Dweir.home=" + System.getProperty("weir.home"),
            DatabaseParent.class.getName(),
            directory.toString(),
            addresses.get(0),
            addresses.get(1))
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
