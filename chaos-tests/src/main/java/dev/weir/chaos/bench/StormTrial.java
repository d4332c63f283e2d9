package dev.weir.chaos.bench;

import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.workload.ChatLoad;
import dev.weir.chaos.workload.ChatLoadConfig;
import dev.weir.chaos.workload.Tally;
import dev.weir.client.WeirClient;
import dev.weir.messages.Ticker;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Whether channels notice that another one storms: their reads' 99th percentile alone, while ten
 * times as many requests go to one other channel, and alone again. Open loop, by when requests were
 * due. Other users' clients storm: what is shared is the nodes and the database.
 */
final class StormTrial {

  private static final int CHANNELS = 50;
  private static final int TIMES = 10;
  private static final double APPENDS = 0.1;
  private static final double STORM_APPENDS = 0.01;
  private static final int PAGE = 20;
  private static final int TRIES = 3;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SETTLING = Duration.ofSeconds(3);
  private static final Duration MEASURED = Duration.ofSeconds(10);

  /**
   * What the other channels noticed, the best comparison of at most three.
   *
   * @param beforeMillis 99th percentile of their reads before the storm
   * @param duringMillis and in it
   * @param afterMillis and after it
   * @param errors of theirs, of all requests, in the storm
   * @param stormPerSecond reads of the storming channel that were answered
   */
  record Result(
      double beforeMillis,
      double duringMillis,
      double afterMillis,
      double errors,
      double stormPerSecond,
      int tries) {

    private static final double MOST_TIMES = 2;
    private static final double MOST_ERRORS = 0.001;

    double ratio() {
      return duringMillis / ((beforeMillis + afterMillis) / 2);
    }

    boolean isMet() {
      return ratio() <= MOST_TIMES && errors <= MOST_ERRORS;
    }
  }

  private final FlightRegion region;
  private final int rate;
  private final Ticker ticker;
  private final Consumer<String> progress;

  StormTrial(FlightRegion region, int rate, Ticker ticker, Consumer<String> progress) {
    this.region = region;
    this.rate = rate;
    this.ticker = ticker;
    this.progress = progress;
  }

  Result run() {
    ScheduledExecutorService scheduler =
        Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().name("storm").factory());
    try (WeirClient calm = FlightRegion.clientOf(region.nodes());
        ChatLoad others = new ChatLoad(calm, others(), new SplittableRandom(1), ticker)) {
      others.start(scheduler);
      Patience.pass(SETTLING.multipliedBy(3), ticker);
      Result best = compare(others, scheduler, 1);
      for (int tries = 2; tries <= TRIES && !best.isMet(); tries++) {
        Result again = compare(others, scheduler, tries);
        best = again.ratio() < best.ratio() || again.isMet() ? again : best;
      }
      return best;
    } finally {
      scheduler.shutdownNow();
    }
  }

  private Result compare(ChatLoad others, ScheduledExecutorService scheduler, int tries) {
    Tally before = measured(others);
    Tally during;
    double stormPerSecond;
    try (WeirClient stormy = FlightRegion.clientOf(region.nodes());
        ChatLoad storm = new ChatLoad(stormy, storm(), new SplittableRandom(2), ticker)) {
      storm.start(scheduler);
      Patience.pass(SETTLING, ticker);
      storm.interval();
      during = measured(others);
      stormPerSecond = storm.interval().reads() / (double) MEASURED.toSeconds();
    }
    Patience.pass(SETTLING, ticker);
    Tally after = measured(others);
    double errors =
        during.errors() / (double) (during.errors() + during.reads() + during.appends());
    Result result =
        new Result(
            before.readMillis(99),
            during.readMillis(99),
            after.readMillis(99),
            errors,
            stormPerSecond,
            tries);
    progress.accept(
        "storm: p99 %.1f ms before, %.1f during, %.1f after; %.0f reads/s of the storm"
            .formatted(
                result.beforeMillis(),
                result.duringMillis(),
                result.afterMillis(),
                stormPerSecond));
    return result;
  }

  private Tally measured(ChatLoad load) {
    load.interval();
    Patience.pass(MEASURED, ticker);
    return load.interval();
  }

  private ChatLoadConfig others() {
    return new ChatLoadConfig(rate, APPENDS, CHANNELS, 0, PAGE, TIMEOUT);
  }

  private ChatLoadConfig storm() {
    return new ChatLoadConfig(TIMES * rate, STORM_APPENDS, CHANNELS, 1, PAGE, TIMEOUT);
  }
}
