package dev.weir.chaos.bench.load;

/**
 * What came of a load in one round.
 *
 * @param answers without those that failed
 * @param firstError what went wrong first, empty if nothing did
 * @param nanos until the last request had ended
 * @param offeredPerSecond the rate that was asked for; 0 for a closed load
 */
public record Sample(
    long answers,
    long errors,
    String firstError,
    long nanos,
    double offeredPerSecond,
    Latencies latencies,
    Cpu cpu) {

  private static final double SECOND = 1e9;
  private static final double REACHED = 0.95;

  /** Answers a second. */
  public double perSecond() {
    return answers * SECOND / nanos;
  }

  /** Answers for each second of processor time, of all three processes. */
  public double perCpuSecond() {
    return answers * SECOND / Math.max(1, cpu.total());
  }

  /** Processor time of each answer, in microseconds. */
  public double microsPerAnswer(long cpuNanos) {
    return cpuNanos / 1_000.0 / Math.max(1, answers);
  }

  /** Whether the load that was asked for was carried. */
  public boolean isReached() {
    return perSecond() >= REACHED * offeredPerSecond;
  }

  Sample with(Cpu used) {
    return new Sample(answers, errors, firstError, nanos, offeredPerSecond, latencies, used);
  }
}
