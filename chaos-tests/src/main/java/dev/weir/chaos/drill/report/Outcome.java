package dev.weir.chaos.drill.report;

/** How a drill ended. */
public enum Outcome {
  /** It took place, and all that was asked was met. */
  PASS(0, "it took place, and all that was asked was met"),
  /** It took place, and something that was asked was missed. */
  DEVIATED(1, "it took place, and something that was asked was missed"),
  /** It was broken off, by a stop condition or by somebody. */
  ABORTED(3, "it was broken off, by a stop condition or by somebody"),
  /** It proves nothing, one way or the other. */
  INCONCLUSIVE(4, "it proves nothing: too little traffic, no calm before, or no fault seen");

  private final int status;
  private final String meaning;

  Outcome(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  /** What the process ends with. */
  public int status() {
    return status;
  }

  public String meaning() {
    return meaning;
  }
}
