package dev.weir.chaos.bench;

import java.util.List;

/**
 * Weir's figure divided by its rival's, of each pair of rounds that ran one after the other: noise
 * that lasts longer than a round hits both.
 *
 * @param perRound at least one
 * @param target the least that is good enough
 */
record Ratio(List<Double> perRound, double target) {

  Ratio {
    perRound = perRound.stream().sorted().toList();
  }

  double median() {
    int middle = perRound.size() / 2;
    return perRound.size() % 2 == 1
        ? perRound.get(middle)
        : (perRound.get(middle - 1) + perRound.get(middle)) / 2;
  }

  double min() {
    return perRound.getFirst();
  }

  double max() {
    return perRound.getLast();
  }

  boolean isMet() {
    return median() >= target;
  }
}
