package dev.weir.chaos.drill;

import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.drill.report.DrillReport;
import dev.weir.chaos.drill.report.ReportFiles;
import dev.weir.chaos.drill.report.ReportText;
import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.ShippedDrills;
import dev.weir.messages.WeirException;
import dev.weir.node.cli.ExitStatus;
import dev.weir.node.cli.Output;
import dev.weir.node.cli.Shell;
import dev.weir.node.cli.TextTable;
import dev.weir.node.cli.Verb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weir drill}: lose a region on purpose, before it is lost. */
@Command(
    name = "drill",
    header = "Harms a cluster on purpose, under load, and judges what callers noticed.",
    description =
        "On the demo's own cluster, or on one of yours through commands that you give. Every fault"
            + " ends by itself.",
    subcommands = {
      DrillVerb.LsVerb.class,
      DrillVerb.PlanVerb.class,
      RunVerb.class,
      DrillVerb.ReportVerb.class,
      DrillVerb.StopVerb.class
    },
    synopsisSubcommandLabel = "(ls | plan | run | report | stop)",
    footer = {
      "  weir drill ls",
      "  weir drill plan region-loss",
      "  weir drill run region-loss --report loss",
      "  weir drill stop",
    })
public final class DrillVerb implements Verb {

  @Override
  public int run(Shell shell) {
    throw WeirException.invalid("say weir drill ls, plan, run, report or stop");
  }

  /** Lists them. */
  @Command(
      name = "ls",
      header = "Lists the drills that come with Weir.",
      footer = "  weir drill ls")
  static final class LsVerb implements Verb {

    @Override
    public int run(Shell shell) {
      List<DrillSpec> drills =
          ShippedDrills.NAMES.stream()
              .map(name -> DrillSpec.read(ShippedDrills.file(name), Map.of()))
              .toList();
      if (shell.output().isJson()) {
        List<Map<String, String>> json = new ArrayList<>();
        drills.forEach(spec -> json.add(facts(spec)));
        shell.output().json(Map.of("drills", json));
      }
      TextTable table = TextTable.of("DRILL", "MODE", "TAKES", "WHAT IT IS ABOUT");
      for (DrillSpec spec : drills) {
        table.row(
            spec.name(),
            spec.mode().word() + (spec.cold() ? ", cold" : ""),
            PlanText.text(new PlanText(spec).takes()),
            spec.about());
      }
      table.print(shell.output());
      return ExitStatus.OK;
    }
  }

  private static Map<String, String> facts(DrillSpec spec) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("drill", spec.name());
    facts.put("about", spec.about());
    facts.put("mode", spec.mode().word());
    facts.put("scope", spec.scope().toString());
    return facts;
  }

  /** Says what a drill would do. */
  @Command(
      name = "plan",
      header = "Says what a drill would do, and whether the other regions could carry it.",
      description = "Changes nothing; asks the cluster for live numbers, if it is there.",
      footer = {"  weir drill plan region-loss", "  weir drill plan staging.yaml -o json"})
  static final class PlanVerb implements Verb {

    @Mixin private DrillOptions options = new DrillOptions();

    @Override
    public int run(Shell shell) {
      DrillSpec spec = options.spec();
      PlanText plan = new PlanText(spec);
      Optional<Capacity> capacity = capacity(shell, spec);
      Output output = shell.output();
      if (output.isJson()) {
        Map<String, Object> json = new LinkedHashMap<>(facts(spec));
        json.put("phases", plan.phases());
        json.put("bounds", plan.bounds());
        json.put("takes_ms", plan.takes().toMillis());
        json.put("config_hash", spec.hash());
        capacity.ifPresent(found -> {
          json.put("capacity", found.explained());
          found.refusal().ifPresent(refusal -> json.put("refused", refusal));
        });
        output.json(json);
      }
      output.line("%s: %s".formatted(spec.name(), spec.about()));
      output.line("");
      plan.phases().forEach((phase, what) -> output.line("  %-14s %s".formatted(phase, what)));
      output.line("");
      plan.bounds().forEach(output::line);
      output.line(
          capacity
              .map(found ->
                  found.refusal().map(why -> "refused: " + why + ": ").orElse("capacity: ")
                      + found.explained())
              .orElse("capacity: no demo runs; looked at when it does"));
      output.line("takes %s at least".formatted(PlanText.text(plan.takes())));
      return ExitStatus.OK;
    }

    private Optional<Capacity> capacity(Shell shell, DrillSpec spec) {
      Optional<Stage> there = Stage.ifThere(spec, options.demo(shell));
      if (there.isEmpty()) {
        return Optional.empty();
      }
      try (Stage stage = there.get()) {
        stage.requireRegion();
        return Optional.of(Capacity.of(spec, stage.targets()));
      }
    }
  }

  /** Shows a report again. */
  @Command(
      name = "report",
      header = "Shows the report of a drill again.",
      description = "Ends with the status that the drill ended with.",
      footer = {"  weir drill report loss", "  weir drill report loss -o json"})
  static final class ReportVerb implements Verb {

    @Parameters(paramLabel = "DIR", description = "What --report named.")
    private Path directory = Path.of(".");

    @Override
    public int run(Shell shell) {
      DrillReport report = ReportFiles.read(directory);
      ReportText.tell(shell.output(), report);
      return report.outcome().status();
    }
  }

  /** Breaks a drill off. */
  @Command(
      name = "stop",
      header = "Breaks off the drill that runs on this machine, and waits until it has healed.",
      footer = "  weir drill stop")
  static final class StopVerb implements Verb {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Override
    public int run(Shell shell) {
      Path directory = RunningDrill.directory(shell.home());
      Optional<RunningDrill> running = RunningDrill.in(directory).filter(RunningDrill::isAlive);
      if (running.isEmpty()) {
        throw WeirException.invalid("no drill runs");
      }
      RunningDrill.askToStop(directory);
      shell.output().note("stopping %s ...".formatted(running.get().drill()));
      boolean isOver = Patience.holdsWithin(LIMIT, () -> !running.get().isAlive(), shell.ticker());
      if (shell.output().isJson()) {
        shell.output().json(Map.of("drill", running.get().drill(), "stopped", isOver));
      }
      shell
          .output()
          .line("%s %s".formatted(running.get().drill(), isOver ? "is over" : "is still healing"));
      return isOver ? ExitStatus.OK : ExitStatus.FAILED;
    }
  }
}
