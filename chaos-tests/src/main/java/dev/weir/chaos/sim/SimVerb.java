package dev.weir.chaos.sim;

import com.sun.management.OperatingSystemMXBean;
import dev.weir.chaos.sim.faults.Fault;
import dev.weir.messages.WeirException;
import dev.weir.node.cli.ExitStatus;
import dev.weir.node.cli.LiveLine;
import dev.weir.node.cli.Output;
import dev.weir.node.cli.Shell;
import dev.weir.node.cli.Verb;
import dev.weir.node.logs.LogFormat;
import dev.weir.node.logs.LogLevel;
import dev.weir.node.logs.Logs;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir sim}: whole regions on time that is made up, and every fault that a seed draws. */
@Command(
    name = "sim",
    header = "Runs simulated regions under faults, and checks what came of it.",
    description = {
      "Each seed draws its own regions, limits, load and faults, and runs them in one thread on"
          + " time that is made up: the same seed, the same run. Everything is Weir's own code but"
          + " for network, database, clocks and the cluster's view.",
      "",
      "A seed that breaks an invariant is told with the command that runs it again. Ends with 1 if"
          + " there is one, or if no run was valid.",
    },
    footer = {
      "  weir sim --seeds 5000 -o json",
      "  weir sim --seeds 100 --seed 1001 --faults F4,F10",
      "  weir sim --seeds 1 --seed 17 --shrink    what is left if all goes that need not be",
      "  weir sim --seeds 20 --twice              whether a seed's second run is the same",
    })
public final class SimVerb implements Verb {

  /** In place of faults: none of them. */
  static final String NO_FAULTS = "none";

  private static final int DEFAULT_SEEDS = 100;
  private static final String DEFAULT_MINUTES = "5";
  private static final BigDecimal MILLIS_PER_MINUTE = BigDecimal.valueOf(60_000);

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many (default: " + DEFAULT_SEEDS + ").")
  private int seeds = DEFAULT_SEEDS;

  @Option(names = "--seed", paramLabel = "S", description = "The first one (default: 1).")
  private long first = 1;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description =
          "How long faults may happen in a run, on its time (default: " + DEFAULT_MINUTES + ").")
  private BigDecimal minutes = new BigDecimal(DEFAULT_MINUTES);

  @Option(
      names = "--faults",
      paramLabel = "F",
      split = ",",
      description = "Those that plans may draw from, such as F4,F10; or none (default: all).")
  private @Nullable List<String> faults;

  @Option(
      names = "--without",
      paramLabel = "N",
      split = ",",
      description = "Leave these faults of a seed's plan out: its first one is 1.")
  private List<Integer> without = List.of();

  @Option(names = "--operations", paramLabel = "N", description = "As many in a run at most.")
  private @Nullable Long operations;

  @Option(
      names = "--shrink",
      description = "Make the first failing seed's plan smaller while it still fails so.")
  private boolean shrink;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Seeds side by side (default: one for each processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--trace", description = "Tell the hash of what happened in each run.")
  private boolean trace;

  @Option(
      names = "--twice",
      description = "Run each seed twice, and fail if something else happened.")
  private boolean twice;

  @Override
  public int run(Shell shell) {
    Logs.configure(LogFormat.TEXT, LogLevel.ERROR);
    Sweep.Scope scope = scope();
    Replay replay =
        new Replay(
            scope.length(),
            scope.faults(),
            without,
            operations == null ? OptionalLong.empty() : OptionalLong.of(operations));
    SweepReport report = new SweepReport();
    long began = shell.ticker().nanos();
    long cpu = cpuNanos();
    sweep(shell, scope, replay, report);
    SweepReport.Spent spent =
        new SweepReport.Spent(shell.ticker().nanos() - began, cpuNanos() - cpu);
    Output output = shell.output();
    report.lines(scope, spent).forEach(output::line);
    Map<String, Object> json = report.json(scope, spent, replay);
    if (shrink && !report.failures().isEmpty()) {
      json.put("shrunk", shrunk(output, scope, replay, report.failures().getFirst()));
    }
    if (output.isJson()) {
      output.json(json);
    }
    return report.isGood() ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private Sweep.Scope scope() {
    long millis = minutes.multiply(MILLIS_PER_MINUTE).longValue();
    if (seeds < 1 || threads < 1 || millis < TimeUnit.MINUTES.toMillis(1)) {
      throw WeirException.invalid(
          "%d seeds of %s minutes on %d threads: one of each at least"
              .formatted(seeds, minutes, threads));
    }
    if (without.stream().anyMatch(position -> position < 1)) {
      throw WeirException.invalid("a plan's first fault is 1: --without " + without);
    }
    return new Sweep.Scope(first, seeds, Duration.ofMillis(millis), allowed(), twice);
  }

  private Set<Fault> allowed() {
    if (faults == null) {
      return EnumSet.allOf(Fault.class);
    }
    Set<Fault> allowed = EnumSet.noneOf(Fault.class);
    if (!faults.equals(List.of(NO_FAULTS))) {
      for (String word : faults) {
        allowed.add(
            Fault.of(word)
                .orElseThrow(() ->
                    WeirException.invalid(
                        "no fault '%s'; there are %s, or %s"
                            .formatted(word, numbers(), NO_FAULTS))));
      }
    }
    return allowed;
  }

  private static String numbers() {
    return String.join(", ", EnumSet.allOf(Fault.class).stream().map(Fault::number).toList());
  }

  private void sweep(Shell shell, Sweep.Scope scope, Replay replay, SweepReport report) {
    Output output = shell.output();
    LiveLine line = new LiveLine(output);
    long began = shell.ticker().nanos();
    long[] shown = {began};
    Sweep sweep =
        new Sweep(
            Simulation::run,
            threads,
            run -> {
              report.add(run);
              tell(output, run, replay);
              long now = shell.ticker().nanos();
              if (now - shown[0] >= TimeUnit.SECONDS.toNanos(1)) {
                shown[0] = now;
                line.show(report.progress(seeds, now - began));
              }
            });
    Thread main = Thread.currentThread();
    try (var _ = shell.onInterrupt(main::interrupt)) {
      if (!sweep.run(scope, replay::cut)) {
        output.note("interrupted: what follows is of the seeds that ended");
      }
    }
    line.end();
  }

  private void tell(Output output, Run run, Replay replay) {
    if (trace) {
      output.note("seed %d: trace %016x".formatted(run.seed(), run.traceHash()));
    }
    if (run.isFailure()) {
      output.note(
          "seed %d breaks %s: %s"
              .formatted(run.seed(), String.join(", ", run.broken()), replay.of(run.seed())));
      output.note("  " + run.breaches().getFirst().told().indent(2).strip());
    }
  }

  private static Map<String, Object> shrunk(
      Output output, Sweep.Scope scope, Replay replay, Run failure) {
    output.note("shrinking seed %d:".formatted(failure.seed()));
    Shrink.Shrunk shrunk =
        new Shrink(
                Simulation::run,
                replay.cut(scope.plan(failure.seed())),
                failure,
                step -> output.note("  " + step))
            .shrink(replay);
    String command = shrunk.replay().of(failure.seed());
    List<String> left = new ArrayList<>();
    shrunk
        .plan()
        .faults()
        .forEach(fault ->
            left.add(
                "%s from %s for %s: %s"
                    .formatted(
                        fault.fault().number(),
                        fault.begins(),
                        fault.lasts(),
                        fault.fault().meaning())));
    output.line("shrunk      %s".formatted(command));
    output.line("            %d operations".formatted(shrunk.failure().operations()));
    left.forEach(fault -> output.line("            " + fault));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", failure.seed());
    json.put("replay", command);
    json.put("faults", left);
    json.put("operations", shrunk.failure().operations());
    json.put("invariants", shrunk.failure().broken());
    json.put("runs", shrunk.runs());
    return json;
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
