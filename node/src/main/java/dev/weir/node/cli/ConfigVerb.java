package dev.weir.node.cli;

import dev.weir.messages.WeirException;
import dev.weir.node.NodeConfig;
import dev.weir.node.NodeKeys;
import dev.weir.node.config.ConfigException;
import dev.weir.node.config.ConfigFile;
import dev.weir.node.config.Example;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weir config}: what may be configured, and whether a file is right. */
@Command(
    name = "config",
    header = "Shows and checks configurations of nodes.",
    description = "A node reads a file, then the environment, then flags; the later wins.",
    subcommands = {ConfigVerb.ExampleVerb.class, ConfigVerb.CheckVerb.class},
    synopsisSubcommandLabel = "(example | check FILE)",
    footer = {
      "  weir config example > node.yaml",
      "  weir config check node.yaml",
    })
final class ConfigVerb implements Verb {

  @Override
  public int run(Shell shell) {
    throw WeirException.invalid("say weir config example, or weir config check FILE");
  }

  /** Every key, with what it means. */
  @Command(
      name = "example",
      header = "Prints a configuration with every key, its default and what it may be.",
      footer = "  weir config example > node.yaml")
  static final class ExampleVerb implements Verb {

    @Override
    public int run(Shell shell) {
      if (shell.output().isJson()) {
        shell.output().json(Map.of("keys", Example.values(NodeKeys.all())));
      }
      Example.lines(NodeKeys.all()).forEach(shell.output()::line);
      return ExitStatus.OK;
    }
  }

  /** All mistakes at once. */
  @Command(
      name = "check",
      header = "Checks a configuration, with the environment, and lists all mistakes.",
      footer = "  weir config check node.yaml")
  static final class CheckVerb implements Verb {

    @Parameters(paramLabel = "FILE", description = "The configuration, in YAML.")
    private Path file = Path.of("node.yaml");

    @Override
    public int run(Shell shell) throws ConfigException {
      NodeConfig config =
          NodeConfig.read(Optional.of(ConfigFile.read(file)), shell.environment(), Map.of());
      if (shell.output().isJson()) {
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("file", file.toString());
        verdict.put("ok", true);
        shell.output().json(verdict);
      }
      shell
          .output()
          .line(
              "%s: good: node %s of region %s would listen at %s"
                  .formatted(
                      file,
                      config.identity().node(),
                      config.identity().region(),
                      config.server().listen()));
      return ExitStatus.OK;
    }
  }
}
