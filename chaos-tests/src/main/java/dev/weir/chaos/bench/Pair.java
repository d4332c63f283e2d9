package dev.weir.chaos.bench;

import dev.weir.chaos.bench.load.Requests;
import dev.weir.chaos.bench.load.Sample;
import dev.weir.chaos.bench.load.Side;
import dev.weir.chaos.bench.report.Ratio;
import dev.weir.chaos.bench.report.Target;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Weir and the bare driver: the sides that all scenarios have. */
final class Pair {

  static final String WEIR = "weir";
  static final String BARE = "bare driver";

  private Pair() {}

  static List<Side> of(Requests weir, Requests bare) {
    return List.of(new Side(BARE, bare), new Side(WEIR, weir));
  }

  /** Weir's figure by the bare driver's, round by round. */
  static Ratio ratio(
      String id,
      String meaning,
      Map<String, List<Sample>> samples,
      ToDoubleFunction<Sample> figure,
      Target target) {
    return Ratio.of(
        id,
        meaning + ", weir ÷ bare driver",
        SideTable.each(Objects.requireNonNull(samples.get(WEIR)), figure),
        SideTable.each(Objects.requireNonNull(samples.get(BARE)), figure),
        target);
  }
}
