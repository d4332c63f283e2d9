package dev.weir.chaos.bench;

import dev.weir.chaos.checker.SessionChecker;
import dev.weir.chaos.checker.Verdict;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.workload.Home;
import dev.weir.chaos.workload.SessionLoad;
import dev.weir.chaos.workload.SessionLoadConfig;
import dev.weir.client.WeirClient;
import dev.weir.messages.Explanation.Role;
import dev.weir.messages.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * Two thousand sessions that change over between three nodes and a stranger that believes to own
 * everything, too: recorded, and checked.
 */
final class SessionTrial {

  private static final int SESSIONS = 2_000;
  private static final int CHANNELS = 8;
  private static final long FIRST_CHANNEL = 1_000_000;
  private static final long SEED = 1;

  /** Longer than a read may take: what was acknowledged so long ago is read by everybody. */
  private static final Duration OLDEST_FLIGHT = Duration.ofSeconds(30);

  /**
   * What came of it.
   *
   * @param violated how often, see the progress for where
   * @param reads that nodes answered, by how they came about
   */
  record Result(
      long operations,
      double perSecond,
      long failed,
      long violated,
      Verdict.Seen seen,
      Map<String, Long> reads) {

    private static final int LEAST_SHARE = 1_000;

    /** Whether nothing was violated, and the readers would have seen it. */
    boolean isMet() {
      return violated == 0
          && failed * LEAST_SHARE <= operations
          && seen.closeReads() * LEAST_SHARE >= operations
          && seen.edits() * LEAST_SHARE >= operations
          && seen.deletions() * LEAST_SHARE >= operations;
    }
  }

  private final FlightRegion region;
  private final Ticker ticker;
  private final Consumer<String> progress;

  SessionTrial(FlightRegion region, Ticker ticker, Consumer<String> progress) {
    this.region = region;
    this.ticker = ticker;
    this.progress = progress;
  }

  Result run(long operations) throws InterruptedException {
    region.startStranger();
    List<NodePlan> all = new ArrayList<>(region.nodes());
    all.add(region.stranger());
    Map<String, Long> before = roles(all);
    try (WeirClient one = FlightRegion.clientOf(region.nodes());
        WeirClient other = FlightRegion.clientOf(region.nodes().reversed());
        WeirClient strange = FlightRegion.clientOf(List.of(region.stranger()))) {
      SessionLoad load =
          new SessionLoad(
              List.of(new Home(0, one), new Home(0, other), new Home(0, strange)),
              new SessionLoadConfig(SESSIONS, operations, FIRST_CHANNEL, CHANNELS, SEED),
              ticker,
              ForkJoinPool.commonPool());
      long begun = ticker.nanos();
      RecordedHistory history = load.run(progress);
      double seconds = (ticker.nanos() - begun) / 1e9;
      Map<String, Long> reads = roles(all);
      reads.replaceAll((role, count) -> count - before.getOrDefault(role, 0L));
      progress.accept(
          "checking %d operations, %d MB".formatted(history.size(), history.bytes() >> 20));
      Verdict verdict = new SessionChecker(OLDEST_FLIGHT).check(history);
      verdict.violations().forEach(violation -> progress.accept(violation.toString()));
      load.examples().forEach((code, said) -> progress.accept("the first " + code + ": " + said));
      return new Result(
          history.size(),
          history.size() / seconds,
          load.failed(),
          verdict.violated(),
          verdict.seen(),
          reads);
    }
  }

  private static Map<String, Long> roles(List<NodePlan> nodes) {
    Map<String, Long> reads = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      String name = role.name().toLowerCase(Locale.ROOT);
      reads.put(
          name, FlightRegion.sum(nodes, "weir_flight_reads_total{role=\"%s\"}".formatted(name)));
    }
    return reads;
  }
}
