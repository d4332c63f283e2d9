package dev.weir.chaos.bench;

import dev.weir.node.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Something that {@code weir bench run} measures. */
interface BenchScenario {

  /** As the command line calls it. */
  String name();

  /** What it measures, in a line. */
  String meaning();

  /**
   * Starts what it needs, measures, tells, and stops everything; blocks. Returns the exit status.
   */
  int run(Shell shell, Settings settings) throws IOException, InterruptedException;

  /** A new folder for what it starts. */
  static Path directory() throws IOException {
    return Files.createTempDirectory("weir-bench");
  }

  /** Where it says what it does. */
  static Consumer<String> progress(Shell shell) {
    return step -> shell.output().note("  " + step);
  }
}
