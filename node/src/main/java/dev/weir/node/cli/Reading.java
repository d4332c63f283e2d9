package dev.weir.node.cli;

import dev.weir.messages.ReadLevel;
import picocli.CommandLine.Option;

/** The options of every verb that reads messages: {@code @Mixin} it. */
final class Reading {

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description =
          "How fresh the answer must be: eventual, session (the default), or strong, which misses"
              + " nothing that was acknowledged in the region.")
  private ReadLevel level = ReadLevel.SESSION;

  @Option(
      names = "--explain",
      description = "Also say how the answer came about: what each node on its way did.")
  private boolean explain;

  boolean isExplained() {
    return explain;
  }

  Reader over(Connection connection) {
    return new Reader(connection, level, explain);
  }
}
