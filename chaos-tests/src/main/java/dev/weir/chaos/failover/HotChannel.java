package dev.weir.chaos.failover;

import dev.weir.chaos.cluster.BreakerWatch;
import dev.weir.chaos.cluster.NodeBreakers;
import dev.weir.chaos.cluster.NodeMetrics;
import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.history.Timeline;
import dev.weir.chaos.workload.ChatLoad;
import dev.weir.chaos.workload.ChatLoadConfig;
import dev.weir.chaos.workload.Tally;
import dev.weir.client.WeirClient;
import dev.weir.messages.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * All of both regions read one channel. When those of eu come to us as well, the database of us
 * hardly notices: its readers share their queries. Compared is what it does for its own readers
 * alone, while the database of eu is away: with that one the processors have more to do, each query
 * takes longer, and so fewer are made.
 */
final class HotChannel implements Drill {

  static final int NUMBER = 6;

  private static final String QUERIES = "weir_reads_total{at=\"database\"}";
  private static final double TIMES = 1.3;
  private static final double APPENDS = 0.002;
  private static final int PAGE = 20;

  /** Where more than so many queries are made for a read, the channel is not hot. */
  private static final double MOST_QUERIES_A_READ = 0.3;

  /** What us did in a stretch of time. */
  private record Rates(double queries, Tally eu, Tally us, double seconds) {

    double reads() {
      return us.reads() / seconds;
    }
  }

  @Override
  public Finding run(TwoRegions regions, DrillPlan plan, Ticker ticker)
      throws InterruptedException {
    ScheduledExecutorService scheduler =
        Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().name("hot").factory());
    ChatLoadConfig config =
        new ChatLoadConfig(plan.hotReads(), APPENDS, 2, 1, PAGE, DrillPlan.TIMEOUT);
    try (WeirClient euClient = regions.client(regions.eu());
        WeirClient usClient = regions.client(regions.us());
        BreakerWatch watch = new BreakerWatch(regions.nodes());
        ChatLoad eu = new ChatLoad(euClient, config, new SplittableRandom(1), ticker);
        ChatLoad us = new ChatLoad(usClient, config, new SplittableRandom(2), ticker)) {
      eu.start(scheduler);
      us.start(scheduler);
      Patience.pass(plan.warm(), ticker);
      Rates before = rates(regions, eu, us, plan.baseline(), ticker);
      long faultMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Clock.systemUTC().instant());
      regions.cluster().killDatabase(regions.eu());
      Patience.pass(Duration.ofSeconds(2), ticker);
      Tally moving = eu.interval();
      Rates during = rates(regions, eu, us, plan.baseline(), ticker);
      eu.close();
      Patience.pass(Duration.ofSeconds(2), ticker);
      Rates alone = rates(regions, eu, us, plan.baseline(), ticker);
      return finding(before, during, alone, moving, watch.since(faultMicros));
    } finally {
      scheduler.shutdownNow();
    }
  }

  private static Rates rates(
      TwoRegions regions, ChatLoad eu, ChatLoad us, Duration time, Ticker ticker) {
    eu.interval();
    us.interval();
    double before = queries(regions);
    long begun = ticker.nanos();
    Patience.pass(time, ticker);
    double queries = queries(regions) - before;
    double seconds = (ticker.nanos() - begun) / 1e9;
    return new Rates(queries / seconds, eu.interval(), us.interval(), seconds);
  }

  private static double queries(TwoRegions regions) {
    return regions.us().nodes().stream()
        .mapToDouble(node -> NodeMetrics.of(node).value(QUERIES))
        .sum();
  }

  private static Finding finding(
      Rates before, Rates during, Rates alone, Tally moving, List<NodeBreakers.Move> moves) {
    List<String> invalid = new ArrayList<>();
    if (before.queries() == 0 || before.queries() > MOST_QUERIES_A_READ * before.reads()) {
      invalid.add(
          "too little traffic to share: %.0f queries/s for %.0f reads/s"
              .formatted(before.queries(), before.reads()));
    }
    if (during.eu().reads() < before.eu().reads() / 2) {
      invalid.add(
          "the readers of eu did not come: %d answered, %d before"
              .formatted(during.eu().reads(), before.eu().reads()));
    }
    List<Bar> bars =
        List.of(
            Bar.ratio(
                "queries of us, to those without the readers of eu",
                during.queries() / alone.queries(),
                TIMES,
                "%.0f/s, %.0f/s".formatted(during.queries(), alone.queries())),
            Bar.none("failed in eu after two seconds", during.eu().errors()),
            Bar.none("failed in us", before.us().errors() + during.us().errors()));
    List<String> notes =
        List.of(
            "queries of us before the fault, when the machine had a database more to run: %.0f/s"
                .formatted(before.queries()),
            "us: %.0f reads/s before, %.0f reads/s after, and %.0f reads/s of eu"
                .formatted(before.reads(), during.reads(), during.eu().reads() / during.seconds()),
            "eu in the first two seconds: %d reads, p99 %.0f ms, failed %s"
                .formatted(moving.reads(), moving.readMillis(99), moving.errorsByCode()));
    return new Finding(Scenario.HOT_CHANNEL, invalid, bars, notes, new Timeline(List.of()), moves);
  }
}
