package dev.weir.chaos.bench;

import dev.weir.chaos.bench.OpenLoad.Outcome;
import dev.weir.messages.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a node in front of a database that can do only so much answers in time: first the most that
 * it ever does, with the limit that learns nothing, so that the one under test does not set its own
 * bar; then three times that is offered, then less than it can do. Once with that limit, and once
 * as nodes are.
 */
final class OverloadBench {

  private static final double TIMES = 3;
  private static final double AFTERWARDS = 0.7;
  private static final double STEP = 1.3;
  private static final double FIRST_RATE = 500;
  private static final double LAST_RATE = 20_000;
  private static final Duration STEP_TIME = Duration.ofSeconds(5);
  private static final Duration OVERLOADED = Duration.ofSeconds(30);
  private static final Duration SETTLING = Duration.ofSeconds(10);
  private static final Duration SETTLED = Duration.ofSeconds(30);

  /**
   * What one node answered.
   *
   * @param during three times the peak
   * @param settling the ten seconds after it, at less than the peak
   * @param settled and the thirty after these
   * @param retries requests that reached the node or the database again, of those offered
   * @param limit at the end of the overload
   */
  record Trial(Outcome during, Outcome settling, Outcome settled, double retries, double limit) {

    double held(double peak) {
      return during.goodput() / peak;
    }

    double recovered() {
      return settled.good() / (double) settled.offered();
    }
  }

  /**
   * What was measured.
   *
   * @param peak the most that was answered in time in a second
   */
  record Result(double peak, Trial adaptive, Trial fixed) {

    static final double LEAST_HELD = 0.8;
    static final double LEAST_RECOVERED = 0.95;
    static final double MOST_RETRIES = 0.1;

    boolean isMet() {
      return adaptive.held(peak) >= LEAST_HELD
          && adaptive.recovered() >= LEAST_RECOVERED
          && adaptive.retries() <= MOST_RETRIES;
    }
  }

  private final Ticker ticker;
  private final Consumer<String> progress;

  OverloadBench(Ticker ticker, Consumer<String> progress) {
    this.ticker = ticker;
    this.progress = progress;
  }

  Result run(Path directory) {
    try (OverloadRegion region = OverloadRegion.start(directory, ticker, progress)) {
      double peak = peak(region);
      progress.accept("peak: %.0f a second in time".formatted(peak));
      Trial fixed = trial("fixed", region, peak);
      region.restartAdaptive();
      region.load().offer(AFTERWARDS * peak, SETTLING);
      Trial adaptive = trial("adaptive", region, peak);
      return new Result(peak, adaptive, fixed);
    }
  }

  /** The most that is answered in time, of rates that rise until two bring no more. */
  private double peak(OverloadRegion region) {
    double best = 0;
    int worse = 0;
    for (double rate = FIRST_RATE; rate < LAST_RATE && worse < 2; rate *= STEP) {
      Outcome outcome = region.load().offer(rate, STEP_TIME);
      tell("rising", outcome);
      worse = outcome.goodput() > 1.03 * best ? 0 : worse + 1;
      best = Math.max(best, outcome.goodput());
    }
    return best;
  }

  private Trial trial(String what, OverloadRegion region, double peak) {
    tell(what + " before", region.load().offer(AFTERWARDS * peak, SETTLING));
    long askedBefore = region.received();
    long repeatedBefore = region.repeated();
    Outcome during = region.load().offer(TIMES * peak, OVERLOADED);
    double limit = region.limit();
    tell(what + " overloaded, limit %.0f".formatted(limit), during);
    Outcome settling = region.load().offer(AFTERWARDS * peak, SETTLING);
    tell(what + " settling", settling);
    Outcome settled = region.load().offer(AFTERWARDS * peak, SETTLED);
    tell(what + " settled", settled);
    long offered = List.of(during, settling, settled).stream().mapToLong(Outcome::offered).sum();
    long again =
        Math.max(0, region.received() - askedBefore - offered) + region.repeated() - repeatedBefore;
    return new Trial(during, settling, settled, again / (double) offered, limit);
  }

  private void tell(String what, Outcome outcome) {
    progress.accept(
        "%-32s offered %6.0f/s, in time %6.0f/s, late %d, refused %d, failed %d, p99 %.0f ms"
            .formatted(
                what,
                outcome.rate(),
                outcome.goodput(),
                outcome.late(),
                outcome.refused(),
                outcome.failed(),
                outcome.p99Millis()));
  }
}
