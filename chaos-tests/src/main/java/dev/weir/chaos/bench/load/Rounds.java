package dev.weir.chaos.bench.load;

import dev.weir.messages.Ticker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures sides in turns, A B A B: noise that lasts longer than a round hits both. Each side is
 * warmed up until it does not get faster any more. Refuses to give figures if any request failed.
 */
public final class Rounds {

  private static final double STABLE = 1.05;

  private final Plan plan;
  private final Cpu.Meter meter;
  private final Ticker ticker;
  private final Consumer<String> progress;
  private final List<String> warnings = new ArrayList<>();

  public Rounds(Plan plan, Cpu.Meter meter, Ticker ticker, Consumer<String> progress) {
    this.plan = plan;
    this.meter = meter;
    this.ticker = ticker;
    this.progress = progress;
  }

  /**
   * Puts a load on each side in turns; blocks.
   *
   * @param what names the load
   * @return the samples of each side by its name, one a round
   * @throws NoFigureException if any request failed
   */
  public Map<String, List<Sample>> run(String what, Load load, List<Side> sides) {
    sides.forEach(side -> warmUp(what, load, side));
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    for (int round = 1; round <= plan.rounds(); round++) {
      List<String> words = new ArrayList<>();
      for (Side side : sides) {
        Sample sample = sample(what, load, side);
        samples.computeIfAbsent(side.name(), _ -> new ArrayList<>()).add(sample);
        words.add(
            "%s %.0f/s p99 %.1f ms"
                .formatted(side.name(), sample.perSecond(), sample.latencies().millis(99)));
        warn(what, side, round, sample);
      }
      progress.accept("%s, round %d: %s".formatted(what, round, String.join(", ", words)));
    }
    return samples;
  }

  /** What was not as it should be so far. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void warn(String what, Side side, int round, Sample sample) {
    if (!sample.isReached()) {
      warnings.add(
          "%s, round %d: %s carried %.0f/s of %.0f/s"
              .formatted(what, round, side.name(), sample.perSecond(), sample.offeredPerSecond()));
    }
  }

  private void warmUp(String what, Load load, Side side) {
    List<Double> costs = new ArrayList<>();
    while (costs.size() < plan.warmUp() && !isStable(costs)) {
      costs.add(1 / sample(what, load, side).perCpuSecond());
    }
  }

  /** Whether the latest window cost no less than the one before it: it may only get worse now. */
  static boolean isStable(List<Double> costs) {
    int size = costs.size();
    return size >= 2 && costs.get(size - 1) * STABLE >= costs.get(size - 2);
  }

  private Sample sample(String what, Load load, Side side) {
    Cpu before = meter.read();
    Sample sample = load.run(side.requests(), plan.window(), ticker);
    if (sample.errors() > 0) {
      throw new NoFigureException(
          "%s: %d of %d requests of %s failed, the first with %s"
              .formatted(
                  what,
                  sample.errors(),
                  sample.errors() + sample.answers(),
                  side.name(),
                  sample.firstError()));
    }
    return sample.with(meter.read().since(before));
  }
}
