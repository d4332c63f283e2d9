package dev.weir.chaos.bench;

import dev.weir.chaos.bench.load.NoFigureException;
import dev.weir.chaos.bench.report.Comparison;
import dev.weir.chaos.failover.Scenario;
import dev.weir.messages.WeirException;
import dev.weir.node.cli.ExitStatus;
import dev.weir.node.cli.Output;
import dev.weir.node.cli.Shell;
import dev.weir.node.cli.Verb;
import dev.weir.node.logs.LogFormat;
import dev.weir.node.logs.LogLevel;
import dev.weir.node.logs.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir bench}: Weir against what a user would pick instead, side by side. */
@Command(
    name = "bench",
    header = "Measures Weir against what you would use instead.",
    description =
        "Both sides run against the same database on this machine, in turns; what counts is the"
            + " ratio. Starts its own database and node.",
    subcommands = {BenchVerb.LsVerb.class, BenchVerb.RunVerb.class, BenchVerb.CompareVerb.class},
    synopsisSubcommandLabel = "(ls | run SCENARIO | compare A.json B.json)",
    footer = {
      "  weir bench ls",
      "  weir bench run storm -o json > after.json",
      "  weir bench compare before.json after.json"
    })
public final class BenchVerb implements Verb {

  @Override
  public int run(Shell shell) {
    throw WeirException.invalid(
        "say weir bench ls, weir bench run SCENARIO, or weir bench compare A.json B.json");
  }

  /** The scenarios that there are. */
  @Command(name = "ls", header = "Lists the scenarios.", footer = "  weir bench ls")
  static final class LsVerb implements Verb {

    @Override
    public int run(Shell shell) {
      Map<String, String> scenarios = new LinkedHashMap<>();
      BenchScenarios.ALL.forEach(each -> scenarios.put(each.name(), each.meaning()));
      if (shell.output().isJson()) {
        shell.output().json(Map.of("scenarios", scenarios));
      }
      scenarios.forEach(
          (name, meaning) -> shell.output().line("%-10s %s".formatted(name, meaning)));
      return ExitStatus.OK;
    }
  }

  /** Two runs of a scenario. */
  @Command(
      name = "compare",
      header = "Compares the ratios of two runs of a scenario.",
      description = "Ends with 1 if a target was met by the first and is missed by the second.",
      footer = "  weir bench compare before.json after.json")
  static final class CompareVerb implements Verb {

    @Parameters(index = "0", paramLabel = "A.json", description = "What the earlier run printed.")
    private Path before = Path.of("A.json");

    @Parameters(index = "1", paramLabel = "B.json", description = "What the later run printed.")
    private Path after = Path.of("B.json");

    @Override
    public int run(Shell shell) {
      return Comparison.of(before, after).tell(shell.output());
    }
  }

  /** One scenario. */
  @Command(
      name = "run",
      header = "Runs a scenario, and prints both sides and their ratio.",
      description =
          "Ends with 1 if a target is missed, or, without a figure, if any request failed.",
      footer = {
        "  weir bench run storm",
        "  weir bench run cold --rate 500 -o json",
        "  weir bench run import --messages 200000 --rounds 5 --concurrency 64",
        "  weir bench run flights --operations 1000000 --rounds 5 -o json",
        "  weir bench run failover --drill database-killed,link-cut",
      })
  static final class RunVerb implements Verb {

    @Parameters(paramLabel = "SCENARIO", description = "What weir bench ls lists.")
    private String scenario = "";

    @Option(
        names = "--messages",
        paramLabel = "N",
        description = "Of a round of scenario import (default: 60000).")
    private int messages = 60_000;

    @Option(
        names = "--rounds",
        paramLabel = "N",
        description = "Of each side (default: 3 or 5, by scenario).")
    private @Nullable Integer rounds;

    @Option(
        names = "--concurrency",
        paramLabel = "N",
        description = "Requests in flight, of each side of closed loads (default: 32).")
    private int concurrency = 32;

    @Option(
        names = "--rate",
        paramLabel = "N",
        description =
            "Requests a second, of each side of open loads, of ownership, and to the calm channels"
                + " of flights (default: by scenario).")
    private @Nullable Integer rate;

    @Option(
        names = "--operations",
        paramLabel = "N",
        description = "Of the sessions of scenario flights (default: 1000000).")
    private long operations = 1_000_000;

    @Option(
        names = "--drill",
        paramLabel = "DRILL",
        split = ",",
        description =
            "Of scenario failover: database-killed, database-frozen, nodes-killed, hot-channel,"
                + " link-cut, durability (default: all).")
    private List<String> drills = Scenario.words();

    @Override
    public int run(Shell shell) throws IOException, InterruptedException {
      Logs.configure(LogFormat.TEXT, LogLevel.WARN);
      Settings settings =
          new Settings(
              messages,
              rounds == null ? OptionalInt.empty() : OptionalInt.of(positive(rounds)),
              positive(concurrency),
              rate == null ? OptionalDouble.empty() : OptionalDouble.of(positive(rate)),
              operations,
              drills);
      try {
        return BenchScenarios.of(scenario).run(shell, settings);
      } catch (NoFigureException e) {
        return withoutFigure(shell.output(), String.valueOf(e.getMessage()));
      }
    }

    /** Not told as other failures are: their status may ask to try again. */
    private int withoutFigure(Output output, String why) {
      output.note("weir: " + why);
      if (output.isJson()) {
        output.json(Map.of("scenario", scenario, "error", why));
      }
      return ExitStatus.FAILED;
    }

    private static int positive(int number) {
      if (number < 1) {
        throw WeirException.invalid("%d: it must be 1 at least".formatted(number));
      }
      return number;
    }
  }
}
