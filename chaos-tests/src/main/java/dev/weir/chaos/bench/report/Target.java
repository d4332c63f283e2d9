package dev.weir.chaos.bench.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * What is good enough.
 *
 * @param sense whether more or less is better
 */
public record Target(Sense sense, double value) {

  /** Which way is better. */
  public enum Sense {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Sense(String sign) {
      this.sign = sign;
    }
  }

  /** A ratio that is to be so large. */
  public static Target atLeast(double value) {
    return new Target(Sense.AT_LEAST, value);
  }

  /** A ratio that is to be no larger. */
  public static Target atMost(double value) {
    return new Target(Sense.AT_MOST, value);
  }

  /** Not met by what is not a number. */
  boolean isMetBy(double figure) {
    return switch (sense) {
      case AT_LEAST -> figure >= value;
      case AT_MOST -> figure <= value;
    };
  }

  /** As {@code ≥ 20} or {@code ≤ 0.005}. */
  @Override
  public String toString() {
    DecimalFormat plain =
        new DecimalFormat("0.######", DecimalFormatSymbols.getInstance(Locale.ROOT));
    return sense.sign + " " + plain.format(value);
  }
}
