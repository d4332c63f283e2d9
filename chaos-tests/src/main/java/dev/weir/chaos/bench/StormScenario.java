package dev.weir.chaos.bench;

import dev.weir.chaos.bench.load.ClosedLoad;
import dev.weir.chaos.bench.load.Plan;
import dev.weir.chaos.bench.load.Rounds;
import dev.weir.chaos.bench.load.Sample;
import dev.weir.chaos.bench.load.Side;
import dev.weir.chaos.bench.report.Ratio;
import dev.weir.chaos.bench.report.Report;
import dev.weir.chaos.bench.report.Target;
import dev.weir.chaos.bench.rival.SingleFlight;
import dev.weir.messages.Message;
import dev.weir.messages.Slice;
import dev.weir.node.cli.Shell;
import dev.weir.topology.ChannelId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everybody reads what one channel has just got. */
final class StormScenario implements BenchScenario {

  private static final int ROUNDS = 3;
  private static final Duration WINDOW = Duration.ofSeconds(2);
  private static final int WARM_UP = 3;
  private static final int MESSAGES = 200;
  private static final int PAGE = 50;
  private static final List<Integer> READERS = List.of(1, 100, 1_000, 10_000);
  private static final int JUDGED = 1_000;

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public String meaning() {
    return "1 to 10,000 readers of one channel at once: weir, the bare driver, a single flight in"
        + " the caller";
  }

  @Override
  public int run(Shell shell, Settings settings) throws IOException, InterruptedException {
    try (Arena arena = Arena.start(shell)) {
      arena.fill(1, MESSAGES);
      Rounds rounds = arena.rounds(new Plan(settings.rounds().orElse(ROUNDS), WINDOW, WARM_UP));
      SideTable table = new SideTable();
      List<Ratio> ratios = new ArrayList<>();
      for (int readers : READERS) {
        Demand before = Demand.of(arena.metrics());
        Map<String, List<Sample>> samples =
            rounds.run(readers + " readers", new ClosedLoad(readers), sides(arena));
        table.add(readers + " readers", samples);
        if (readers == JUDGED) {
          double queries = Demand.of(arena.metrics()).queriesPerReadSince(before);
          ratios.addAll(ratios(samples, queries));
        }
      }
      return new Report(name(), ratios, List.of(table.figures()), rounds.warnings())
          .tell(shell.output());
    }
  }

  private static List<Ratio> ratios(Map<String, List<Sample>> samples, double queriesPerRead) {
    return List.of(
        Pair.ratio("P1", "1,000 readers: reads/s", samples, Sample::perSecond, Target.atLeast(20)),
        Pair.ratio(
            "P2",
            "1,000 readers: p99",
            samples,
            each -> each.latencies().millis(99),
            Target.atMost(0.1)),
        new Ratio(
            "P3",
            "1,000 readers: database queries per read",
            List.of(queriesPerRead),
            Target.atMost(0.005)));
  }

  private static List<Side> sides(Arena arena) {
    ChannelId channel = arena.channels().channel(0);
    SingleFlight<ChannelId, List<Message>> flight =
        new SingleFlight<>(each -> arena.readBare(each, PAGE));
    List<Side> sides =
        new ArrayList<>(
            Pair.of(
                _ -> arena.read(channel, Slice.newest(), PAGE),
                _ -> arena.readBare(channel, PAGE)));
    sides.add(new Side("single flight", _ -> flight.ask(channel)));
    return sides;
  }
}
