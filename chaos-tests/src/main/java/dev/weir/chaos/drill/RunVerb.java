package dev.weir.chaos.drill;

import dev.weir.chaos.drill.report.DrillReport;
import dev.weir.chaos.drill.report.Judge;
import dev.weir.chaos.drill.report.Provenance;
import dev.weir.chaos.drill.report.ReportFiles;
import dev.weir.chaos.drill.report.ReportText;
import dev.weir.chaos.drill.report.Tape;
import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.node.cli.Output;
import dev.weir.node.cli.Shell;
import dev.weir.node.cli.Verb;
import dev.weir.node.logs.LogFormat;
import dev.weir.node.logs.LogLevel;
import dev.weir.node.logs.Logs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a drill. */
@Command(
    name = "run",
    header = "Runs a drill, and writes its report.",
    description = {
      "On the demo that runs, or on one that it starts; or on the cluster that the file names."
          + " Ctrl-C breaks it off, and heals first. If this process is killed, everything heals by"
          + " itself.",
      "",
      "Status: 0 PASS, 1 DEVIATED, 3 ABORTED, 4 INCONCLUSIVE; 2 for mistakes, 69 if the cluster"
          + " cannot be reached.",
    },
    footer = {
      "  weir drill run region-loss --report loss",
      "  weir drill run database-loss --set hold=30s --set objectives.rto=1s",
      "  weir drill run staging.yaml --report nightly -o json",
    })
final class RunVerb implements Verb {

  private static final String POM = "/META-INF/maven/dev.weir/weir-node/pom.properties";

  /** Far above the channels of people, and apart from those of every other drill of a cluster. */
  private static final long FIRST_CHANNEL = 1L << 40;

  private static final long CHANNELS_A_DRILL = 10_000;

  @Mixin private DrillOptions options = new DrillOptions();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Write report.json, junit.xml and report.html there (default: in the build folder).")
  private @Nullable Path report;

  @Option(names = "--force", description = "Whatever the other regions can carry.")
  private boolean force;

  @Override
  public int run(Shell shell) throws IOException, InterruptedException {
    Logs.configure(LogFormat.TEXT, LogLevel.ERROR);
    DrillSpec spec = options.spec();
    Path state = RunningDrill.directory(shell.home());
    Path directory = report != null ? report : state.resolve(spec.name());
    Brake brake = new Brake(spec.stop(), RunningDrill.stopFile(state));
    forgetTheDead(state);
    try (var _ = shell.onInterrupt(() -> brake.pull("interrupted"))) {
      keep(state, spec, "start");
      DrillReport written = ReportFiles.write(directory, report(shell, spec, state, brake));
      ReportText.tell(shell.output(), written);
      shell.output().note("report: " + directory.resolve(ReportFiles.PAGE).toAbsolutePath());
      return written.outcome().status();
    } finally {
      RunningDrill.in(state)
          .filter(running -> running.pid() == ProcessHandle.current().pid())
          .ifPresent(_ -> RunningDrill.forget(state));
    }
  }

  private static void forgetTheDead(Path state) {
    RunningDrill.in(state)
        .filter(running -> !running.isAlive())
        .ifPresent(_ -> RunningDrill.forget(state));
  }

  private static void keep(Path state, DrillSpec spec, String phase) {
    new RunningDrill(ProcessHandle.current().pid(), spec.name(), phase).keep(state);
  }

  private DrillReport report(Shell shell, DrillSpec spec, Path state, Brake brake)
      throws IOException, InterruptedException {
    Output output = shell.output();
    Instant started = shell.clock().instant();
    long begun = shell.ticker().nanos();
    Log log = new Log(shell.ticker(), step -> output.note("  " + step));
    try (Stage stage =
        Stage.set(
            spec,
            options.demo(shell),
            options.demoOptions(),
            shell.ticker(),
            step -> output.note("  demo: " + step))) {
      stage.requireRegion();
      long channel = FIRST_CHANNEL + started.getEpochSecond() * CHANNELS_A_DRILL;
      Scene scene = stage.scene(channel, force, state, shell.ticker());
      Tape tape;
      try (var _ = scene.hands()) {
        requireCapacity(spec, stage, log, shell.ticker());
        tape =
            new DrillRun(scene, shell.ticker(), brake, log, phase -> keep(state, spec, phase))
                .run();
      }
      double seconds = (shell.ticker().nanos() - begun) / 1e9;
      return new Judge(spec, tape).report(provenance(spec, started, seconds));
    }
  }

  private void requireCapacity(DrillSpec spec, Stage stage, Log log, Ticker ticker) {
    Capacity capacity = Capacity.awaited(spec, stage.targets(), ticker);
    log.tell("pre-flight", capacity.explained());
    if (!force && capacity.refusal().isPresent()) {
      throw new WeirException(
          ErrorCode.EVACUATION_REFUSED,
          "%s: %s; --force goes all the same"
              .formatted(capacity.refusal().get(), capacity.explained()));
    }
  }

  private Provenance provenance(DrillSpec spec, Instant started, double seconds)
      throws IOException {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("weir", version());
    versions.put("java", Runtime.version().toString());
    versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return new Provenance(
        started.toString(),
        seconds,
        versions,
        spec.hash(),
        spec.load().seed(),
        options.command(report == null ? Path.of("report") : report));
  }

  private static String version() throws IOException {
    try (InputStream pom = RunVerb.class.getResourceAsStream(POM)) {
      Properties properties = new Properties();
      if (pom != null) {
        properties.load(pom);
      }
      return properties.getProperty("version", "(not packaged)");
    }
  }
}
