package dev.weir.chaos.bench;

import dev.weir.chaos.bench.load.ClosedLoad;
import dev.weir.chaos.bench.load.Plan;
import dev.weir.chaos.bench.load.Rounds;
import dev.weir.chaos.bench.load.Sample;
import dev.weir.chaos.bench.report.Ratio;
import dev.weir.chaos.bench.report.Report;
import dev.weir.chaos.bench.report.Target;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Slice;
import dev.weir.node.cli.Shell;
import dev.weir.topology.ChannelId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/** Many channels, few of them busy; held to the target of reads that weir cannot help. */
final class SpreadScenario implements BenchScenario {

  private static final int ROUNDS = 5;
  private static final Duration WINDOW = Duration.ofSeconds(4);
  private static final int WARM_UP = 5;
  private static final int PAGE = 50;
  private static final int CHANNELS = 100_000;
  private static final int MESSAGES = 3;
  private static final int ONE_WRITE_OF = 20;
  private static final long AUTHOR = 7;

  @Override
  public String name() {
    return "spread";
  }

  @Override
  public String meaning() {
    return "Zipf over 100,000 channels, 95 % reads";
  }

  @Override
  public int run(Shell shell, Settings settings) throws IOException, InterruptedException {
    try (Arena arena = Arena.start(shell)) {
      arena.fill(CHANNELS, MESSAGES);
      Rounds rounds = arena.rounds(new Plan(settings.rounds().orElse(ROUNDS), WINDOW, WARM_UP));
      Zipf zipf = new Zipf(CHANNELS);
      String load = settings.concurrency() + " callers";
      Map<String, List<Sample>> samples =
          rounds.run(
              load,
              new ClosedLoad(settings.concurrency()),
              Pair.of(number -> weir(arena, zipf, number), number -> bare(arena, zipf, number)));
      SideTable table = new SideTable();
      table.add(load, samples);
      Ratio throughput =
          Pair.ratio(
              "spread",
              "operations per second of all processors",
              samples,
              Sample::perCpuSecond,
              Target.atLeast(0.85));
      return new Report(name(), List.of(throughput), List.of(table.figures()), rounds.warnings())
          .tell(shell.output());
    }
  }

  private static CompletionStage<?> weir(Arena arena, Zipf zipf, long number) {
    ChannelId channel = arena.channels().channel(zipf.at(unit(number)));
    if (number % ONE_WRITE_OF != 0) {
      return arena.read(channel, Slice.newest(), PAGE);
    }
    Body body = Body.of(Channels.content(number));
    return arena
        .client()
        .nameMessage()
        .thenCompose(
            id -> arena.client().append(new Append(channel, id, AUTHOR, body), arena.call()));
  }

  private static CompletionStage<?> bare(Arena arena, Zipf zipf, long number) {
    ChannelId channel = arena.channels().channel(zipf.at(unit(number)));
    if (number % ONE_WRITE_OF != 0) {
      return arena.readBare(channel, PAGE);
    }
    return arena
        .client()
        .nameMessage()
        .thenCompose(id -> arena.driver().insert(channel, id, Channels.content(number)));
  }

  /** Both sides draw the same channels. */
  private static double unit(long number) {
    RandomGenerator random = new SplittableRandom(number);
    return random.nextDouble();
  }
}
