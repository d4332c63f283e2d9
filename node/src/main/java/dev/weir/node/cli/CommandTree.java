package dev.weir.node.cli;

import dev.weir.messages.MessageId;
import dev.weir.node.ingest.NumberOrName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.TypeConversionException;

/** Makes the parser of all verbs, with the same look of help everywhere. */
final class CommandTree {

  private static final int WIDTH = 96;
  private static final int NAME_WIDTH = 12;

  private CommandTree() {}

  static CommandLine of(Root root, Collection<Verb> verbs, InstantSource clock, Style style) {
    CommandLine tree = new CommandLine(root);
    verbs.forEach(tree::addSubcommand);
    tree.setExpandAtFiles(false); // weir append 42 @/etc/passwd must not send that file.
    tree.setCaseInsensitiveEnumValuesAllowed(true);
    tree.setUsageHelpWidth(WIDTH);
    tree.setColorScheme(Help.defaultColorScheme(style.isColoured() ? Help.Ansi.ON : Help.Ansi.OFF));
    register(tree, clock);
    explain(tree);
    tree.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> overview(help, verbs));
    return tree;
  }

  private static void register(CommandLine tree, InstantSource clock) {
    register(tree, String.class, text -> text);
    register(tree, NumberOrName.class, NumberOrName::parse);
    register(tree, MessageId.class, TimeOrId::id);
    register(tree, TimeOrId.class, text -> TimeOrId.parse(text, clock));
    register(tree, Duration.class, Durations::parse);
    register(tree, Path.class, Path::of);
    register(tree, int.class, CommandTree::integer);
    register(tree, Integer.class, CommandTree::integer);
  }

  private static <T> void register(CommandLine tree, Class<T> type, Function<String, T> reading) {
    tree.registerConverter(
        type,
        text -> {
          try {
            return reading.apply(Arguments.unmark(text));
          } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
          }
        });
  }

  private static int integer(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("'%s' is not a whole number".formatted(text));
    }
  }

  private static void explain(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.sortOptions(false);
    usage.descriptionHeading("%n");
    usage.synopsisHeading("%nUsage: ");
    usage.parameterListHeading("%nArguments:%n");
    usage.optionListHeading("%nOptions:%n");
    usage.commandListHeading("%n");
    if (usage.footer().length > 0 && usage.footerHeading().isEmpty()) {
      usage.footerHeading("%nExamples:%n");
    }
    usage.exitCodeListHeading("%nExit codes:%n");
    if (usage.exitCodeList().isEmpty()) {
      usage.exitCodeList(exitCodes());
    }
    command.getSubcommands().values().forEach(CommandTree::explain);
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(" 0", "done");
    codes.put(" 1", "failed, or not found");
    codes.put(" 2", "a mistake in the command line");
    codes.put("69", "no node could serve it; the same command may succeed later");
    return codes;
  }

  /** The commands by section. Sub-commands of sub-commands are listed as usual. */
  private static String overview(Help help, Collection<Verb> verbs) {
    Map<Verb.Section, List<CommandLine>> sections = new EnumMap<>(Verb.Section.class);
    for (CommandLine command : help.commandSpec().subcommands().values()) {
      Object verb = command.getCommand();
      if (verb instanceof Verb known && verbs.contains(known)) {
        sections.computeIfAbsent(known.section(), _ -> new ArrayList<>()).add(command);
      }
    }
    StringBuilder text = new StringBuilder();
    sections.forEach((section, commands) -> {
      text.append(text.isEmpty() ? "" : "\n").append(section.heading()).append(":\n");
      commands.forEach(command -> text.append(line(help, command)));
    });
    return text.toString();
  }

  private static String line(Help help, CommandLine command) {
    String name = command.getCommandName();
    Text coloured = help.colorScheme().commandText(name);
    String header = String.join(" ", command.getCommandSpec().usageMessage().header());
    return "  " + coloured + " ".repeat(Math.max(1, NAME_WIDTH - name.length())) + header + "\n";
  }
}
