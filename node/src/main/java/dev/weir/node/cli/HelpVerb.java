package dev.weir.node.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains commands. */
@Command(
    name = "help",
    header = "Explains a command.",
    description = "Without a command: the overview.",
    footer = "  weir help import")
final class HelpVerb implements Verb {

  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command, such as import.")
  private List<String> names = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Section section() {
    return Section.HELP;
  }

  @Override
  public int run(Shell shell) {
    CommandLine command = spec.root().commandLine();
    for (String name : names) {
      CommandLine next = command.getSubcommands().get(name);
      if (next == null) {
        throw new UnmatchedArgumentException(command, List.of(name));
      }
      command = next;
    }
    Weir.usage(command, shell.output());
    return ExitStatus.OK;
  }
}
