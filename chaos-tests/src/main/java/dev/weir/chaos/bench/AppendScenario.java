package dev.weir.chaos.bench;

import dev.weir.chaos.bench.load.OpenLoad;
import dev.weir.chaos.bench.load.Plan;
import dev.weir.chaos.bench.load.Rounds;
import dev.weir.chaos.bench.load.Sample;
import dev.weir.chaos.bench.load.Side;
import dev.weir.chaos.bench.report.Ratio;
import dev.weir.chaos.bench.report.Report;
import dev.weir.chaos.bench.report.Target;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.node.cli.Shell;
import dev.weir.topology.ChannelId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Messages one by one. */
final class AppendScenario implements BenchScenario {

  private static final int ROUNDS = 5;
  private static final Duration WINDOW = Duration.ofSeconds(4);
  private static final int WARM_UP = 5;
  private static final int CHANNELS = 1_000;
  private static final double RATE = 500;
  private static final long AUTHOR = 7;

  @Override
  public String name() {
    return "append";
  }

  @Override
  public String meaning() {
    return "messages appended one by one, at a rate that both sides carry";
  }

  @Override
  public int run(Shell shell, Settings settings) throws IOException, InterruptedException {
    try (Arena arena = Arena.start(shell)) {
      Rounds rounds = arena.rounds(new Plan(settings.rounds().orElse(ROUNDS), WINDOW, WARM_UP));
      double rate = settings.perSecond().orElse(RATE);
      String load = "%.0f/s".formatted(rate);
      List<Side> sides =
          Pair.of(
              number ->
                  arena
                      .client()
                      .nameMessage()
                      .thenCompose(id ->
                          arena
                              .client()
                              .append(
                                  new Append(
                                      channel(arena, number),
                                      id,
                                      AUTHOR,
                                      Body.of(Channels.content(number))),
                                  arena.call())),
              number ->
                  arena
                      .client()
                      .nameMessage()
                      .thenCompose(id ->
                          arena
                              .driver()
                              .insert(channel(arena, number), id, Channels.content(number))));
      Map<String, List<Sample>> samples = rounds.run(load, new OpenLoad(rate), sides);
      SideTable table = new SideTable();
      table.add(load, samples);
      Ratio p99 =
          Pair.ratio("P9", "p99", samples, each -> each.latencies().millis(99), Target.atMost(1.3));
      return new Report(name(), List.of(p99), List.of(table.figures()), rounds.warnings())
          .tell(shell.output());
    }
  }

  private static ChannelId channel(Arena arena, long number) {
    return arena.channels().channel(number % CHANNELS);
  }
}
