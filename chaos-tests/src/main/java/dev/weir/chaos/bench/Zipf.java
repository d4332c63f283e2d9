package dev.weir.chaos.bench;

import java.util.Arrays;

/** Channel {@code i} is drawn in proportion to {@code 1 / (i + 1)}: Zipf's law. */
final class Zipf {

  private final double[] upTo;

  Zipf(int channels) {
    upTo = new double[channels];
    double sum = 0;
    for (int i = 0; i < channels; i++) {
      sum += 1.0 / (i + 1);
      upTo[i] = sum;
    }
    for (int i = 0; i < channels; i++) {
      upTo[i] /= sum;
    }
  }

  /** The channel at a place of [0, 1). */
  int at(double unit) {
    int found = Arrays.binarySearch(upTo, unit);
    return Math.min(upTo.length - 1, found < 0 ? -found - 1 : found + 1);
  }
}
