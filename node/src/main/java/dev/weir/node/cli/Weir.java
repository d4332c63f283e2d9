package dev.weir.node.cli;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code weir} command: finds the verb, runs it, and tells how it ended. */
public final class Weir {

  private static final Duration INTERRUPT_PATIENCE = Duration.ofSeconds(30);

  private final Surroundings surroundings;
  private final Collection<Verb> verbs;

  Weir(Surroundings surroundings, Collection<Verb> verbs) {
    this.surroundings = surroundings;
    this.verbs = List.copyOf(verbs);
  }

  /** Runs the command and ends the process with its status. */
  public static void main(String[] arguments) {
    Surroundings surroundings = Surroundings.ofProcess();
    Interrupts interrupts = surroundings.interrupts();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interrupts.stop(INTERRUPT_PATIENCE), "interrupts"));
    int status = new Weir(surroundings, allVerbs()).run(arguments);
    interrupts.ended();
    System.exit(status);
  }

  /** The verbs of this module, and those that other modules bring. */
  static List<Verb> allVerbs() {
    List<Verb> all =
        new ArrayList<>(
            List.of(
                new HistoryVerb(),
                new GetVerb(),
                new AppendVerb(),
                new EditVerb(),
                new DeleteVerb(),
                new ChannelsVerb(),
                new ImportVerb(),
                new NodeVerb(),
                new StatusVerb(),
                new TopVerb(),
                new RangesVerb(),
                new DrainVerb(),
                new RegionVerb(),
                new ConfigVerb(),
                new ErrorsVerb(),
                new VersionVerb(),
                new HelpVerb()));
    ServiceLoader.load(Verb.class).forEach(all::add);
    return all;
  }

  /** Runs one command. */
  int run(String... arguments) {
    Streams streams = surroundings.streams();
    Style style = style();
    Root root = new Root();
    CommandLine tree = CommandTree.of(root, verbs, surroundings.clock(), style);
    Output output = new Output(streams, Output.Format.TABLE, style);
    try {
      try {
        ParseResult parsed = deepest(tree.parseArgs(Arguments.mark(arguments)));
        output = new Output(streams, root.format(), style);
        int status = run(parsed, output);
        output.flush();
        return status;
      } catch (ParameterException e) {
        return misused(e, new Output(streams, wantedFormat(arguments), style));
      } catch (WeirException e) {
        trace(e, root, output);
        output.failure(e.code(), String.valueOf(e.getMessage()));
        return ExitStatus.of(e.code());
      } catch (Output.Closed e) {
        throw e;
      } catch (Exception | LinkageError e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        trace(e, root, output);
        output.failure(
            ErrorCode.INTERNAL.name(),
            ErrorCode.INTERNAL.number(),
            e.toString(),
            "Report it with what --debug shows.");
        return ExitStatus.FAILED;
      } finally {
        streams.err().flush();
        output.flush();
      }
    } catch (Output.Closed _) {
      return ExitStatus.OK;
    }
  }

  private int run(ParseResult parsed, Output output) throws Exception {
    CommandLine command = parsed.commandSpec().commandLine();
    Object subject = command.getCommand();
    if (parsed.isUsageHelpRequested() || subject instanceof Root) {
      usage(command, output);
      return ExitStatus.OK;
    }
    if (subject instanceof Verb verb) {
      return verb.run(new Shell(surroundings, output));
    }
    throw new ParameterException(command, "Missing command");
  }

  /** Prints a command's help. */
  static void usage(CommandLine command, Output output) {
    output.text(command.getUsageMessage(command.getColorScheme()));
  }

  private static int misused(ParameterException misuse, Output output) {
    String message =
        misuse instanceof UnmatchedArgumentException unknown
            ? unknown(unknown)
            : Arguments.unmark(String.valueOf(misuse.getMessage()));
    ErrorCode code = ErrorCode.INVALID_ARGUMENT;
    String names = misuse.getCommandLine().getCommandSpec().qualifiedName(" ");
    output.failure(code.name(), code.number(), message, "See " + names + " --help.");
    return ExitStatus.USAGE;
  }

  private static String unknown(UnmatchedArgumentException unknown) {
    String kind =
        unknown.isUnknownOption()
            ? "unknown option"
            : unknown.getCommandLine().getSubcommands().isEmpty()
                ? "unexpected argument"
                : "unknown command";
    String message = "%s '%s'".formatted(kind, Arguments.unmark(unknown.getUnmatched().getFirst()));
    List<String> meant = unknown.getSuggestions();
    return meant.isEmpty() ? message : message + "; did you mean " + meant.getFirst() + "?";
  }

  private static ParseResult deepest(ParseResult parsed) {
    ParseResult deepest = parsed;
    while (deepest.hasSubcommand()) {
      deepest = deepest.subcommand();
    }
    return deepest;
  }

  /** The format that a command line asks for which has mistakes, perhaps before it does. */
  private static Output.Format wantedFormat(String... arguments) {
    String all = String.join("\n", arguments).toLowerCase(Locale.ROOT);
    boolean isJson = ("\n" + all + "\n").matches("(?s).*\n(-o[\n=]?|--output[\n=])json\n.*");
    return isJson ? Output.Format.JSON : Output.Format.TABLE;
  }

  private Style style() {
    boolean isRefused =
        !surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty()
            || surroundings.environment().getOrDefault("TERM", "").equals("dumb");
    return new Style(surroundings.streams().isTerminal(1) && !isRefused);
  }

  private static void trace(Throwable e, Root root, Output output) {
    if (root.isDebugging()) {
      e.printStackTrace(output.err());
    }
  }
}
