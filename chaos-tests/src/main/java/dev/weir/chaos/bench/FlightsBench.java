package dev.weir.chaos.bench;

import dev.weir.chaos.bench.BurstTrial.Bursts;
import dev.weir.messages.Ticker;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Whether reads that share a query are cheap, are unnoticed by other channels, and are never older
 * than what their session knows.
 */
final class FlightsBench {

  /**
   * What was measured.
   *
   * @param bursts identical reads, the same while the owner goes and comes, and followers
   */
  record Result(List<Bursts> bursts, StormTrial.Result storm, SessionTrial.Result sessions) {

    boolean isMet() {
      return bursts.stream().allMatch(Bursts::isMet) && storm.isMet() && sessions.isMet();
    }
  }

  private final FlightsPlan plan;
  private final Ticker ticker;
  private final Consumer<String> progress;

  FlightsBench(FlightsPlan plan, Ticker ticker, Consumer<String> progress) {
    this.plan = plan;
    this.ticker = ticker;
    this.progress = progress;
  }

  Result run(Path directory) throws InterruptedException {
    try (FlightRegion region = FlightRegion.start(directory, ticker, progress)) {
      List<Bursts> bursts;
      try (BurstTrial trial = new BurstTrial(region, ticker, progress)) {
        bursts = trial.run(plan.bursts());
      }
      StormTrial.Result storm = new StormTrial(region, plan.rate(), ticker, progress).run();
      SessionTrial.Result sessions =
          new SessionTrial(region, ticker, progress).run(plan.operations());
      return new Result(bursts, storm, sessions);
    }
  }
}
