package dev.weir.chaos.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weir's figure divided by its rival's, of each pair of rounds that ran one after the other: noise
 * that lasts longer than a round hits both.
 *
 * @param id short and stable, such as {@code P1}
 * @param meaning what is divided by what
 * @param perRound at least one
 */
public record Ratio(String id, String meaning, List<Double> perRound, Target target) {

  public Ratio {
    if (perRound.isEmpty()) {
      throw new IllegalArgumentException(id + " has no round");
    }
    perRound = perRound.stream().sorted().toList();
  }

  /** Each round's figure of Weir by the same round's of the rival. */
  public static Ratio of(
      String id, String meaning, List<Double> weir, List<Double> rival, Target target) {
    if (weir.size() != rival.size()) {
      throw new IllegalArgumentException(
          "%s: %d rounds against %d".formatted(id, weir.size(), rival.size()));
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < weir.size(); i++) {
      ratios.add(weir.get(i) / rival.get(i));
    }
    return new Ratio(id, meaning, ratios, target);
  }

  /** The middle one, or the mean of the two in the middle. */
  public double median() {
    return median(perRound);
  }

  /** The middle of some values, or the mean of the two in the middle. */
  public static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double min() {
    return perRound.getFirst();
  }

  double max() {
    return perRound.getLast();
  }

  /** Whether the median reaches the target. */
  public boolean isMet() {
    return target.isMetBy(median());
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("median", median());
    json.put("min", min());
    json.put("max", max());
    json.put("target", target.toString());
    json.put("met", isMet());
    return json;
  }
}
