package dev.weir.chaos.sim;

/** One run of a plan, from the first node's start to the verdict. */
public final class Simulation {

  private Simulation() {}

  /** Runs a plan on the calling thread, and checks what came of it. */
  public static SimResult run(SimPlan plan) {
    throw new UnsupportedOperationException("no run of seed " + plan.seed() + " yet");
  }
}
