package dev.weir.chaos.bench;

import dev.weir.chaos.bench.load.ClosedLoad;
import dev.weir.chaos.bench.load.Plan;
import dev.weir.chaos.bench.load.Rounds;
import dev.weir.chaos.bench.load.Sample;
import dev.weir.chaos.bench.load.Side;
import dev.weir.chaos.bench.report.Figures;
import dev.weir.chaos.bench.report.Ratio;
import dev.weir.chaos.bench.report.Report;
import dev.weir.chaos.bench.report.Target;
import dev.weir.chaos.cluster.Patience;
import dev.weir.messages.Slice;
import dev.weir.node.cli.Shell;
import dev.weir.topology.ChannelId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** How a node's cost grows with channels, connections, ranges and members. */
final class ScaleScenario implements BenchScenario {

  private static final int ROUNDS = 5;
  private static final Duration WINDOW = Duration.ofSeconds(3);
  private static final int WARM_UP = 6;
  private static final List<Long> CHANNELS = List.of(1_000L, 100_000L, 10_000_000L);
  private static final List<Integer> CONNECTIONS = List.of(10, 1_000, 10_000);
  private static final double MEGABYTE = 1 << 20;

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String meaning() {
    return "what a node costs as channels, idle connections, ranges and members grow";
  }

  @Override
  public int run(Shell shell, Settings settings) throws IOException, InterruptedException {
    try (Arena arena = Arena.start(shell)) {
      Rounds rounds = arena.rounds(new Plan(settings.rounds().orElse(ROUNDS), WINDOW, WARM_UP));
      Map<String, List<Sample>> samples =
          rounds.run(
              settings.concurrency() + " callers",
              new ClosedLoad(settings.concurrency()),
              CHANNELS.stream().map(channels -> side(arena, channels)).toList());
      SideTable table = new SideTable();
      table.add(settings.concurrency() + " callers", samples);
      List<List<Object>> idle = new ArrayList<>();
      double extra = connect(arena, shell, idle);
      Ratio cost =
          Ratio.of(
              "P11",
              "the node's processor time of a read, 10^7 channels ÷ 10^3",
              costs(samples, CHANNELS.getLast()),
              costs(samples, CHANNELS.getFirst()),
              Target.atMost(1.1));
      Ratio memory =
          new Ratio(
              "P12",
              "10,000 idle connections: the node's extra RSS, MB",
              List.of(extra),
              Target.atMost(200));
      return new Report(
              name(),
              List.of(cost, memory),
              List.of(
                  table.figures(),
                  new Figures("idle", List.of("connections", "node_rss_megabytes"), idle),
                  new TableLookups(shell.ticker()).figures()),
              rounds.warnings())
          .tell(shell.output());
    }
  }

  /** Reads of channels of which nobody has written one: what grows is what a node remembers. */
  private static Side side(Arena arena, long channels) {
    return new Side(
        channels + " channels",
        number ->
            arena.read(
                new ChannelId(new SplittableRandom(number).nextLong(channels)),
                Slice.newest(),
                10));
  }

  private static List<Double> costs(Map<String, List<Sample>> samples, long channels) {
    return SideTable.each(
        Objects.requireNonNull(samples.get(channels + " channels")),
        each -> each.microsPerAnswer(each.cpu().nodeNanos()));
  }

  private static double connect(Arena arena, Shell shell, List<List<Object>> rows)
      throws IOException {
    double before = IdleConnections.residentBytes(arena.pid()) / MEGABYTE;
    rows.add(List.of(0, before));
    double after = before;
    try (IdleConnections connections = new IdleConnections(arena.node().listen())) {
      for (int wanted : CONNECTIONS) {
        connections.grow(wanted);
        Patience.pass(WINDOW, shell.ticker());
        after = IdleConnections.residentBytes(arena.pid()) / MEGABYTE;
        rows.add(List.of(wanted, after));
      }
      connections.requireOpen();
    }
    return after - before;
  }
}
