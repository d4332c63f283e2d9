package dev.weir.chaos.sim;

import dev.weir.chaos.sim.world.Agenda;
import dev.weir.chaos.workload.Pacing;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Has sessions ask in bursts: those that come at one time ask some things right after each other,
 * and then wait for the next time. So a few thousand operations meet as those of a crowd would.
 */
final class Bursts implements Pacing {

  private static final long CLOSE_NANOS = 4_000_000;

  private final Agenda agenda;
  private final RandomGenerator random;
  private final LoadPlan plan;
  private double hurry = 1;

  Bursts(Agenda agenda, RandomGenerator random, LoadPlan plan) {
    this.agenda = agenda;
    this.random = random;
    this.plan = plan;
  }

  /** Has the gangs come so many times as often. */
  void hurry(double times) {
    hurry = times;
  }

  @Override
  public void after(Duration delay, Runnable task) {
    long least = delay.toNanos();
    long wait;
    if (random.nextDouble() < plan.goesOn()) {
      wait = random.nextLong(CLOSE_NANOS);
    } else {
      long every = (long) (plan.every().toNanos() / hurry);
      long gang = random.nextInt(plan.gangs());
      long offset = gang * every / plan.gangs();
      long sinceBeat = Math.floorMod(agenda.nanos() - offset, every);
      wait = every - sinceBeat + random.nextLong(CLOSE_NANOS);
    }
    agenda.after(Math.max(least, wait), task);
  }
}
