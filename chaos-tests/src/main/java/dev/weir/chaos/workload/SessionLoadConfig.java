package dev.weir.chaos.workload;

/**
 * What sessions to run.
 *
 * @param sessions at once, each with one operation under way; 1 to 100,000
 * @param operations of all together, 1 to 100,000,000
 * @param firstChannel the number of the first channel; nobody else may write to any
 * @param channels that they share, 1 to 10,000
 * @param seed of what they choose; what comes of it depends on time, too
 * @param habits what they do beside reading and writing
 */
public record SessionLoadConfig(
    int sessions, long operations, long firstChannel, int channels, long seed, Habits habits) {

  public SessionLoadConfig {
    requireWithin("sessions", sessions, 100_000);
    requireWithin("operations", operations, 100_000_000);
    requireWithin("channels", channels, 10_000);
  }

  /** Of sessions that wander between the clients. */
  public SessionLoadConfig(
      int sessions, long operations, long firstChannel, int channels, long seed) {
    this(sessions, operations, firstChannel, channels, seed, Habits.WANDERING);
  }

  private static void requireWithin(String what, long value, long max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException("%s %d is not within 1..%d".formatted(what, value, max));
    }
  }
}
