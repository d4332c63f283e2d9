package dev.weir.node.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The child's command line. */
final class LauncherTest {
  private static final MemberDirectory DIRECTORY = new MemberDirectory(Path.of("/db/eu-1"));

  @Test
  void defaultTuning_smallHeapQuickCompilerAndCache() {
    var launcher = new Launcher(Path.of("/l.jar"), Optional.of(Path.of("/c.aot")));

    List<String> command = launcher.command(DIRECTORY, DatabaseTuning.DEFAULT, List.of());

    assertThat(command)
        .startsWith(Path.of(System.getProperty("java.home"), "bin", "java").toString())
        .contains("-Xms64m", "-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:AOTCache=/c.aot")
        .contains("-Dcassandra.config=file:///db/eu-1/conf/cassandra.yaml")
        .endsWith("-jar", "/l.jar", "/db/eu-1/lock", "" + ProcessHandle.current().pid());
  }

  @Test
  void benchmarks_fullCompilerAndTheirHeap() {
    var launcher = new Launcher(Path.of("/l.jar"), Optional.empty());

    List<String> command =
        launcher.command(DIRECTORY, DatabaseTuning.DEFAULT.forBenchmarks(2_048), List.of());

    assertThat(command)
        .contains("-Xmx2048m")
        .noneMatch(argument -> argument.startsWith("-XX:TieredStopAtLevel"))
        .noneMatch(argument -> argument.startsWith("-XX:AOTCache"));
  }
}
