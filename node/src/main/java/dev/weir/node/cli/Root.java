package dev.weir.node.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself, with the options that every verb has. */
@Command(
    name = "weir",
    header = "Weir: chat messages in front of ScyllaDB and Cassandra, in every region.",
    description =
        "Reads, writes, imports and operates. Every command explains itself: weir help COMMAND.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "  weir demo                               several regions on this machine, to play with",
      "  weir import chat.ndjson.gz              store a chat history",
      "  weir history '#ubuntu' --limit 20       read the latest messages of a channel",
      "  weir history 42 --before 2h -o json     the same for programs",
    })
final class Root {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description =
          "table (the default), or json: the last line of standard output is then one JSON object,"
              + " for errors too.")
  private Output.Format format = Output.Format.TABLE;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack traces of errors.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  Output.Format format() {
    return format;
  }

  boolean isDebugging() {
    return debug;
  }

  /** Read by the parser alone. */
  boolean isHelpWanted() {
    return help;
  }
}
