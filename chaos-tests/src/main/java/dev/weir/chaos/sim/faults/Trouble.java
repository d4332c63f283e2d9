package dev.weir.chaos.sim.faults;

import dev.weir.chaos.sim.stage.SimNode;
import dev.weir.chaos.sim.stage.Stage;
import dev.weir.chaos.sim.world.Agenda;
import dev.weir.chaos.sim.world.Chance;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A fault at work: begins once, does what it does, and is healed once. It has fired if it did
 * something that somebody could notice.
 */
public abstract class Trouble {

  /** What it goes wrong with. */
  final Stage stage;

  final Agenda agenda;

  /** Its own: what others draw does not change it. */
  final SplittableRandom random;

  final long lastsNanos;

  private boolean active;

  Trouble(Stage stage, PlannedFault plan) {
    this.stage = stage;
    this.agenda = stage.agenda();
    this.random = new SplittableRandom(plan.seed());
    this.lastsNanos = plan.lasts().toNanos();
  }

  /** Makes a planned fault. */
  public static Trouble of(PlannedFault plan, Stage stage, Crowd crowd) {
    return switch (plan.fault()) {
      case NODE_KILLED -> new Kills.One(stage, plan);
      case OWNER_KILLED -> new Kills.Owner(stage, plan, crowd);
      case COORDINATOR_KILLED -> new Kills.Coordinator(stage, plan);
      case REGION_RESTARTED -> new Kills.Region(stage, plan);
      case ALL_RESTARTED -> new Kills.Everything(stage, plan);
      case NODE_FROZEN -> new Pauses.Long(stage, plan);
      case PAUSES -> new Pauses.Short(stage, plan);
      case TIMERS -> new Pauses.Timers(stage, plan);
      case MIXED_VERSIONS -> new MixedVersions(stage, plan);
      case PARTITION -> new Cuts.Halves(stage, plan);
      case MERGE -> new Cuts.Merge(stage, plan);
      case ONE_WAY_PARTITION -> new Cuts.OneWay(stage, plan);
      case REGIONS_CUT -> new Cuts.Regions(stage, plan);
      case CLOGGED -> new Cuts.Clogged(stage, plan);
      case LOSS -> new Weather.Loss(stage, plan);
      case DISORDER -> new Weather.Disorder(stage, plan);
      case CLOCKS -> new Clocks(stage, plan);
      case SLOW_DATABASE -> new Sickness.Slow(stage, plan);
      case DATABASE_ERRORS -> new Sickness.Errors(stage, plan);
      case REGION_LOST -> new Sickness.Lost(stage, plan);
      case STALE_ROWS -> new Sickness.Late(stage, plan);
      case ANSWER_LOST -> new Sickness.Unheard(stage, plan);
      case LOST_CLIENT -> new Rush.LostClient(stage, plan, crowd);
      case STORM -> new Rush.Storm(stage, plan, crowd);
      case OVERLOAD -> new Rush.Overload(stage, plan, crowd);
    };
  }

  /** Begins. */
  public final void begin() {
    active = true;
    start();
  }

  /** Ends, if it has begun and not ended yet; whatever it broke is whole again, or will be soon. */
  public final void heal() {
    if (active) {
      active = false;
      stop();
    }
  }

  /** Whether it has begun and not ended. */
  final boolean isActive() {
    return active;
  }

  abstract void start();

  abstract void stop();

  /** How often it did something that somebody could notice. */
  public abstract long fired();

  /**
   * Whether it goes beyond what an operator may expect to be survived without help: then nobody is
   * promised to be well soon after it.
   */
  public boolean isBeyondPromise() {
    return false;
  }

  /** Has something done after a while if it has not ended by then. */
  final void later(long delayNanos, Runnable task) {
    agenda.after(
        delayNanos,
        () -> {
          if (active) {
            task.run();
          }
        });
  }

  final long between(long leastMillis, long mostMillis) {
    return Chance.skewed(random, leastMillis, mostMillis) * 1_000_000;
  }

  final <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  final int anyRegion() {
    return random.nextInt(stage.plan().regions());
  }

  /** A region with at least so many nodes; any if there is none. */
  final int regionOf(int nodes) {
    int first = anyRegion();
    for (int i = 0; i < stage.plan().regions(); i++) {
      int region = (first + i) % stage.plan().regions();
      if (stage.plan().nodes().get(region) >= nodes) {
        return region;
      }
    }
    return first;
  }

  final void restart(SimNode node) {
    if (!node.host().isUp()) {
      node.start();
    }
  }
}
