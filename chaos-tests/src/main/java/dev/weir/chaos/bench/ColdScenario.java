package dev.weir.chaos.bench;

import dev.weir.chaos.bench.load.ClosedLoad;
import dev.weir.chaos.bench.load.OpenLoad;
import dev.weir.chaos.bench.load.Plan;
import dev.weir.chaos.bench.load.Rounds;
import dev.weir.chaos.bench.load.Sample;
import dev.weir.chaos.bench.load.Side;
import dev.weir.chaos.bench.report.Ratio;
import dev.weir.chaos.bench.report.Report;
import dev.weir.chaos.bench.report.Target;
import dev.weir.messages.Slice;
import dev.weir.node.cli.Shell;
import dev.weir.topology.ChannelId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Nobody reads what another one reads. */
final class ColdScenario implements BenchScenario {

  private static final int ROUNDS = 5;
  private static final Duration WINDOW = Duration.ofSeconds(4);
  private static final int WARM_UP = 5;
  private static final int PAGE = 50;
  private static final int CHANNELS = 4_000;
  private static final double RATE = 400;

  @Override
  public String name() {
    return "cold";
  }

  @Override
  public String meaning() {
    return "reads of channels in turn, none repeated: what weir costs where it cannot help";
  }

  @Override
  public int run(Shell shell, Settings settings) throws IOException, InterruptedException {
    try (Arena arena = Arena.start(shell)) {
      arena.fill(CHANNELS, PAGE);
      Rounds rounds = arena.rounds(new Plan(settings.rounds().orElse(ROUNDS), WINDOW, WARM_UP));
      List<Side> sides =
          Pair.of(
              number -> arena.read(channel(arena, number), Slice.newest(), PAGE),
              number -> arena.readBare(channel(arena, number), PAGE));
      double rate = settings.perSecond().orElse(RATE);
      Map<String, List<Sample>> closed =
          rounds.run(
              settings.concurrency() + " callers", new ClosedLoad(settings.concurrency()), sides);
      Map<String, List<Sample>> open =
          rounds.run("%.0f/s".formatted(rate), new OpenLoad(rate), sides);
      SideTable table = new SideTable();
      table.add(settings.concurrency() + " callers", closed);
      table.add("%.0f/s".formatted(rate), open);
      Ratio p50 =
          Pair.ratio("P7", "p50", open, each -> each.latencies().millis(50), Target.atMost(1.25));
      Ratio throughput =
          Pair.ratio(
              "P8",
              "reads per second of all processors",
              closed,
              Sample::perCpuSecond,
              Target.atLeast(0.85));
      return new Report(
              name(), List.of(p50, throughput), List.of(table.figures()), rounds.warnings())
          .tell(shell.output());
    }
  }

  private static ChannelId channel(Arena arena, long number) {
    return arena.channels().channel(number % CHANNELS);
  }
}
