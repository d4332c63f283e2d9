package dev.weir.chaos.demo;

import dev.weir.node.cli.ExitStatus;
import dev.weir.node.cli.LiveLine;
import dev.weir.node.cli.Output;
import dev.weir.node.cli.Shell;
import dev.weir.node.cli.Verb;
import dev.weir.node.logs.LogFormat;
import dev.weir.node.logs.LogLevel;
import dev.weir.node.logs.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir demo}: see what Weir does, with one command. */
@Command(
    name = "demo",
    header = "Runs two regions on this machine, under load.",
    description = {
      "Starts regions eu and us, each with its own real database and two nodes, every one of them a"
          + " process; then chat load with one hot channel. Prints what runs where, and each second"
          + " how it goes. Ctrl-C ends everything that it started.",
      "",
      "On a terminal there is a prompt instead: kill or slow a database, a node or a whole region,"
          + " see who answers whose clients meanwhile, heal; help says more.",
      "",
      "The first start makes a start-up cache for the database: half a minute, once.",
    },
    footer = {
      "  weir demo                               a prompt; without a terminal: until Ctrl-C",
      "  printf 'kill eu-db\\n' | weir demo --prompt  the same from a script; ends with the input",
      "  weir demo --for 20s --report r.json     unattended: status 0 only if there were reads and",
      "                                          appends, and no errors",
      "  weir history announcements --limit 5    in a second terminal",
    })
public final class DemoVerb implements Verb {

  private static final int DEFAULT_RATE = 150;

  @Option(names = "--for", paramLabel = "DURATION", description = "End by itself after this time.")
  private @Nullable Duration duration;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write what was measured, in JSON.")
  private @Nullable Path report;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Requests a second in each region, 0 for none (default: " + DEFAULT_RATE + ").")
  private int rate = DEFAULT_RATE;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep databases, configurations and logs there (default: in the build folder).")
  private @Nullable Path data;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      description = "The first node's port; the others follow it (default: 7400).")
  private int basePort = DemoPlan.BASE_PORT;

  @Option(
      names = "--network",
      paramLabel = "127.X.Y",
      description = "What the databases' addresses begin with (default: 127.0.1).")
  private String network = DemoPlan.NETWORK;

  @Option(
      names = "--apart",
      description = "Every process on a host of its own, so that links can be cut; takes root.")
  private boolean apart;

  @Option(
      names = "--prompt",
      description = "Take commands, though standard input is no terminal, or there is --for.")
  private boolean prompt;

  @Override
  public int run(Shell shell) throws IOException, InterruptedException {
    Logs.configure(LogFormat.TEXT, LogLevel.WARN);
    Path directory =
        data != null ? data : shell.home().resolve("chaos-tests").resolve("target").resolve("demo");
    Output output = shell.output();
    output.line("weir demo: two regions on this machine, each with its own database and two nodes");
    Thread main = Thread.currentThread();
    try (var _ = shell.onInterrupt(main::interrupt);
        DemoSites sites = apart ? DemoSites.apart() : DemoSites.together(basePort, network);
        Demo demo =
            Demo.start(
                sites, rate, directory, shell.ticker(), step -> output.note("  " + step + " …"))) {
      introduce(output, demo);
      boolean prompts = prompt || (shell.isInteractive() && duration == null);
      if (prompts) {
        prompt(shell, demo);
      }
      DemoReport result = prompts ? demo.report() : run(output, demo);
      if (report != null) {
        Files.writeString(report, result.json() + "\n");
      }
      conclude(output, result);
      // Whoever kills what he likes may well see errors.
      return prompts || result.isGood() ? ExitStatus.OK : ExitStatus.FAILED;
    }
  }

  private DemoReport run(Output output, Demo demo) throws InterruptedException {
    LiveLine line = new LiveLine(output);
    try {
      demo.watch(Optional.ofNullable(duration), line::show);
    } catch (InterruptedException _) {
      output.note("");
      output.note("ending …");
    }
    line.end();
    return demo.report();
  }

  private static void prompt(Shell shell, Demo demo) {
    try (Observer _ = new Observer(demo, shell.clock())) {
      new DemoPrompt(demo, shell.output(), shell.clock(), ZoneId.systemDefault()).run(shell.in());
    } catch (InterruptedException _) {
      shell.output().note("");
      shell.output().note("ending …");
    }
  }

  private static void introduce(Output output, Demo demo) {
    output.line("");
    demo.inventory().forEach(line -> output.line("  " + line));
    output.line("");
    output.line("  data and logs: " + demo.directory());
    output.line(
        "  up after %.1f s; in a second terminal: ./weir history announcements --limit 5"
            .formatted(demo.startedMillis() / 1_000.0));
    output.line("");
    output.flush();
  }

  private static void conclude(Output output, DemoReport result) {
    if (output.isJson()) {
      output.json(result.values());
    }
    output.line(
        "%d reads (p50 %.1f ms, p99 %.1f ms), %d appends (p99 %.1f ms), %d errors%s"
            .formatted(
                result.total().reads(),
                result.total().readMillis(50),
                result.total().readMillis(99),
                result.total().appends(),
                result.total().appendMillis(99),
                result.total().errors(),
                result.total().errors() > 0 ? " " + result.total().errorsByCode() : ""));
  }
}
