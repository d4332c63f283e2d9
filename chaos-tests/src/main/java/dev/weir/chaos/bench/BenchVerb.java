package dev.weir.chaos.bench;

import dev.weir.chaos.bench.ImportBench.Plan;
import dev.weir.chaos.bench.ImportBench.Result;
import dev.weir.chaos.failover.DrillPlan;
import dev.weir.chaos.failover.FailoverBench;
import dev.weir.chaos.failover.FailoverReport;
import dev.weir.chaos.failover.Finding;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    subcommands = {BenchVerb.LsVerb.class, BenchVerb.RunVerb.class},
    synopsisSubcommandLabel = "(ls | run SCENARIO)",
    footer = {"  weir bench ls", "  weir bench run import -o json"})
public final class BenchVerb implements Verb {

  private static final String IMPORT = "import";
  private static final String OWNERSHIP = "ownership";
  private static final String PLACEMENT = "placement";
  private static final String FLIGHTS = "flights";
  private static final String OVERLOAD = "overload";
  private static final String FAILOVER = "failover";
  private static final int OWNERSHIP_RATE = 1_000;
  private static final int FLIGHTS_RATE = 200;

  @Override
  public int run(Shell shell) {
    throw WeirException.invalid("say weir bench ls, or weir bench run SCENARIO");
  }

  /** The scenarios that there are. */
  @Command(name = "ls", header = "Lists the scenarios.", footer = "  weir bench ls")
  static final class LsVerb implements Verb {

    @Override
    public int run(Shell shell) {
      Map<String, String> scenarios = new LinkedHashMap<>();
      scenarios.put(
          IMPORT,
          "a history through a node, against the bare driver's inserts one by one: messages/s");
      scenarios.put(
          OWNERSHIP,
          "what callers of three nodes notice when one is killed, frozen, or all are restarted");
      scenarios.put(PLACEMENT, "planning the range table of 1,000 nodes: at most 50 ms");
      scenarios.put(
          FLIGHTS,
          "what many readers of a channel cost, who notices, and whether they see what they must");
      scenarios.put(
          OVERLOAD,
          "three times what the database can do: what is answered in time, then and afterwards");
      scenarios.put(
          FAILOVER, "what callers notice when a region's database or nodes die: a drill for each");
      if (shell.output().isJson()) {
        shell.output().json(Map.of("scenarios", scenarios));
      }
      scenarios.forEach(
          (name, meaning) -> shell.output().line("%-10s %s".formatted(name, meaning)));
      return ExitStatus.OK;
    }
  }

  /** One scenario. */
  @Command(
      name = "run",
      header = "Runs a scenario, and prints both sides and their ratio.",
      footer = {
        "  weir bench run import",
        "  weir bench run import --messages 200000 --rounds 5 --concurrency 64",
        "  weir bench run flights --operations 1000000 --rounds 5 -o json",
        "  weir bench run failover --drill database-killed,link-cut",
      })
  static final class RunVerb implements Verb {

    @Parameters(paramLabel = "SCENARIO", description = "What weir bench ls lists.")
    private String scenario = IMPORT;

    @Option(names = "--messages", paramLabel = "N", description = "Of a round (default: 60000).")
    private int messages = 60_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Of each side (default: 5).")
    private int rounds = 5;

    @Option(
        names = "--concurrency",
        paramLabel = "N",
        description = "Requests in flight, of each side (default: 32).")
    private int concurrency = 32;

    @Option(
        names = "--rate",
        paramLabel = "N",
        description =
            "Requests a second, of scenario ownership (default: 1000) and, to the calm channels,"
                + " of flights (default: 200).")
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
      return switch (scenario) {
        case IMPORT -> runImport(shell);
        case OWNERSHIP -> runOwnership(shell);
        case PLACEMENT -> runPlacement(shell);
        case FLIGHTS -> runFlights(shell);
        case OVERLOAD -> runOverload(shell);
        case FAILOVER -> runFailover(shell);
        default ->
            throw WeirException.invalid(
                "no scenario '%s'; weir bench ls lists them".formatted(scenario));
      };
    }

    private int runFlights(Shell shell) throws IOException, InterruptedException {
      Path directory = Files.createTempDirectory("weir-bench");
      Output output = shell.output();
      int calm = Objects.requireNonNullElse(rate, FLIGHTS_RATE);
      FlightsBench bench =
          new FlightsBench(
              new FlightsPlan(rounds, calm, operations),
              shell.ticker(),
              step -> output.note("  " + step));
      FlightsBench.Result result = bench.run(directory);
      FlightsReport.tell(output, result);
      return result.isMet() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private int runOverload(Shell shell) throws IOException {
      Path directory = Files.createTempDirectory("weir-bench");
      Output output = shell.output();
      OverloadBench.Result result =
          new OverloadBench(shell.ticker(), step -> output.note("  " + step)).run(directory);
      OverloadReport.tell(output, result);
      return result.isMet() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private int runFailover(Shell shell) throws IOException, InterruptedException {
      List<Scenario> scenarios = drills.stream().map(RunVerb::drill).toList();
      Path directory = Files.createTempDirectory("weir-bench");
      Output output = shell.output();
      List<Finding> findings =
          new FailoverBench(DrillPlan.FULL, shell.ticker(), step -> output.note("  " + step))
              .run(scenarios, directory);
      FailoverReport.tell(output, findings);
      return findings.stream().allMatch(Finding::isMet) ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private static Scenario drill(String word) {
      return Scenario.of(word)
          .orElseThrow(() ->
              WeirException.invalid(
                  "no drill '%s'; there are %s"
                      .formatted(word, String.join(", ", Scenario.words()))));
    }

    private int runPlacement(Shell shell) {
      PlacementBench.Result result = new PlacementBench(shell.ticker()).run(2 * rounds);
      if (shell.output().isJson()) {
        shell.output().json(result);
      }
      shell
          .output()
          .line(
              "%d ranges over %d nodes: median %.1f ms, target <= 50: %s"
                  .formatted(
                      result.ranges(),
                      result.nodes(),
                      result.median(),
                      result.isMet() ? "met" : "missed"));
      return result.isMet() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private int runOwnership(Shell shell) throws IOException {
      Path directory = Files.createTempDirectory("weir-bench");
      Output output = shell.output();
      OwnershipBench.Result result =
          new OwnershipBench(
                  Objects.requireNonNullElse(rate, OWNERSHIP_RATE),
                  shell.ticker(),
                  step -> output.note("  " + step))
              .run(directory);
      if (output.isJson()) {
        output.json(result);
      }
      output.line("formed in %.0f ms".formatted(result.formedMillis()));
      output.line(
          "failed calls %d; acknowledged %d, missing %d"
              .formatted(
                  result.figures().stream().mapToLong(RegionTrial.Figures::failed).sum(),
                  result.acknowledged(),
                  result.missing()));
      return result.isGood() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private int runImport(Shell shell) throws IOException, InterruptedException {
      Path directory = Files.createTempDirectory("weir-bench");
      Plan plan = new Plan(messages, rounds, concurrency);
      Output output = shell.output();
      Result result =
          new ImportBench(plan, shell.ticker(), step -> output.note("  " + step)).run(directory);
      tell(output, result);
      return result.ratio().isMet() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private static void tell(Output output, Result result) {
      Ratio ratio = result.ratio();
      if (output.isJson()) {
        output.json(json(result));
      }
      output.line(
          "import: bare driver %.0f messages/s, weir %.0f messages/s (medians)"
              .formatted(median(result.driver()), median(result.weir())));
      output.line(
          "ratio weir / bare driver: median %.2f, min %.2f, max %.2f; target >= %.1f: %s"
              .formatted(
                  ratio.median(),
                  ratio.min(),
                  ratio.max(),
                  ratio.target(),
                  ratio.isMet() ? "met" : "missed"));
    }

    private static Map<String, Object> json(Result result) {
      Map<String, Object> ratio = new LinkedHashMap<>();
      ratio.put("median", result.ratio().median());
      ratio.put("min", result.ratio().min());
      ratio.put("max", result.ratio().max());
      ratio.put("target", ">= " + result.ratio().target());
      ratio.put("met", result.ratio().isMet());
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("scenario", IMPORT);
      json.put("messages", result.plan().messages());
      json.put("concurrency", result.plan().concurrency());
      json.put("weir_per_second", result.weir());
      json.put("driver_per_second", result.driver());
      json.put("ratios", Map.of("weir/driver", ratio));
      return json;
    }

    private static double median(List<Double> values) {
      return new Ratio(values, 0).median();
    }
  }
}
