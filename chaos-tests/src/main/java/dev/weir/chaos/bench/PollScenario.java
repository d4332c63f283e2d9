package dev.weir.chaos.bench;

import dev.weir.chaos.bench.load.ClosedLoad;
import dev.weir.chaos.bench.load.Plan;
import dev.weir.chaos.bench.load.Rounds;
import dev.weir.chaos.bench.load.Sample;
import dev.weir.chaos.bench.load.Side;
import dev.weir.chaos.bench.report.Ratio;
import dev.weir.chaos.bench.report.Report;
import dev.weir.chaos.bench.report.Target;
import dev.weir.messages.MessageId;
import dev.weir.messages.Slice;
import dev.weir.node.cli.Shell;
import dev.weir.topology.ChannelId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Everybody asks what is new since he came, each since another message. */
final class PollScenario implements BenchScenario {

  private static final int ROUNDS = 5;
  private static final Duration WINDOW = Duration.ofSeconds(2);
  private static final int WARM_UP = 5;
  private static final int POLLERS = 1_000;
  private static final int PAGE = 50;

  @Override
  public String name() {
    return "poll";
  }

  @Override
  public String meaning() {
    return "1,000 pollers of one channel, each with another id to read after";
  }

  @Override
  public int run(Shell shell, Settings settings) throws IOException, InterruptedException {
    try (Arena arena = Arena.start(shell)) {
      arena.fill(1, POLLERS + PAGE);
      Rounds rounds = arena.rounds(new Plan(settings.rounds().orElse(ROUNDS), WINDOW, WARM_UP));
      ChannelId channel = arena.channels().channel(0);
      List<Side> sides =
          Pair.of(
              number -> arena.read(channel, Slice.after(after(arena, number)), PAGE),
              number -> arena.driver().after(channel, after(arena, number), PAGE));
      Map<String, List<Sample>> samples =
          rounds.run("1,000 pollers", new ClosedLoad(POLLERS), sides);
      SideTable table = new SideTable();
      table.add("1,000 pollers", samples);
      Ratio reads = Pair.ratio("poll", "reads/s", samples, Sample::perSecond, Target.atLeast(1));
      return new Report(name(), List.of(reads), List.of(table.figures()), rounds.warnings())
          .tell(shell.output());
    }
  }

  private static MessageId after(Arena arena, long number) {
    return arena.channels().id((int) (number % POLLERS));
  }
}
