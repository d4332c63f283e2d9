package dev.weir.chaos.sim.faults;

import dev.weir.chaos.sim.database.Ailments;
import dev.weir.chaos.sim.database.Replica;
import dev.weir.chaos.sim.stage.Stage;
import java.util.List;

/** Databases that are slow, refuse, forget to answer, or are gone. */
final class Sickness {

  private Sickness() {}

  /** F21. */
  static final class Slow extends Trouble {

    private List<Replica> slow = List.of();
    private long before;
    private long worked;

    Slow(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      List<Replica> all = stage.database().replicas(anyRegion());
      slow = random.nextBoolean() ? all : List.of(any(all));
      before = work();
      double times = between(5, 100) / 1e6;
      slow.forEach(replica -> replica.slow(times));
      later(
          between(2_000, 30_000),
          () -> {
            stop();
            later(between(500, 10_000), this::start);
          });
    }

    private long work() {
      return slow.stream().mapToLong(Replica::workSoFar).sum();
    }

    @Override
    void stop() {
      worked += work() - before;
      before = work();
      slow.forEach(replica -> replica.slow(1));
    }

    @Override
    public long fired() {
      return worked;
    }
  }

  /** F22. */
  static final class Errors extends Trouble {

    private List<Ailments.Trouble> kinds = List.of();
    private long before;

    Errors(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      Ailments ailments = stage.database().ailments(anyRegion());
      kinds =
          List.of(
              ailments.overloaded,
              ailments.unavailable,
              ailments.readTimeout,
              ailments.writeTimeout);
      before = met();
      double most = random.nextInt(4) == 0 ? 1 : 0.3;
      for (Ailments.Trouble kind : kinds) {
        kind.meets(random.nextInt(3) == 0 ? 0 : most * random.nextDouble());
      }
      ailments.readTimeout.meets(Math.max(0.02, most * random.nextDouble()));
    }

    private long met() {
      return kinds.stream().mapToLong(Ailments.Trouble::met).sum();
    }

    @Override
    void stop() {
      kinds.forEach(kind -> kind.meets(0));
    }

    @Override
    public long fired() {
      return met() - before;
    }
  }

  /** F23. */
  static final class Lost extends Trouble {

    private final boolean flaps = random.nextBoolean();
    private final boolean hangs = random.nextInt(3) == 0;
    private final int region;
    private boolean lost;
    private long losses;

    Lost(Stage stage, PlannedFault plan) {
      super(stage, plan);
      this.region = anyRegion();
    }

    @Override
    void start() {
      lost = true;
      losses++;
      for (Replica replica : stage.database().replicas(region)) {
        if (hangs) {
          replica.host().freeze();
        } else {
          stage.database().kill(replica);
        }
      }
      later(
          flaps ? between(300, 4_000) : between(2_000, 60_000),
          () -> {
            back();
            later(flaps ? between(300, 5_000) : between(5_000, 30_000), this::start);
          });
    }

    private void back() {
      if (lost) {
        lost = false;
        for (Replica replica : stage.database().replicas(region)) {
          if (hangs) {
            replica.host().thaw();
          } else {
            stage.database().start(replica);
          }
        }
      }
    }

    @Override
    void stop() {
      back();
    }

    @Override
    public long fired() {
      return losses;
    }
  }

  /** F24. */
  static final class Late extends Trouble {

    private List<Replica> replicas = List.of();
    private long before;

    Late(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      replicas = List.of(any(stage.database().replicas()), any(stage.database().replicas()));
      before = late();
      double share = 0.2 + 0.8 * random.nextDouble();
      long most = between(100, 8_000);
      replicas.forEach(replica -> replica.late(share, most));
    }

    private long late() {
      return replicas.stream().distinct().mapToLong(Replica::lateSoFar).sum();
    }

    @Override
    void stop() {
      replicas.forEach(replica -> replica.late(0, 0));
    }

    @Override
    public long fired() {
      return late() - before;
    }
  }

  /** F25. */
  static final class Unheard extends Trouble {

    private long before;

    Unheard(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      before = met();
      double share = 0.02 + 0.3 * random.nextDouble();
      meet(share);
    }

    private void meet(double share) {
      for (int region = 0; region < stage.plan().regions(); region++) {
        stage.database().ailments(region).answerLost.meets(share);
      }
    }

    private long met() {
      long met = 0;
      for (int region = 0; region < stage.plan().regions(); region++) {
        met += stage.database().ailments(region).answerLost.met();
      }
      return met;
    }

    @Override
    void stop() {
      meet(0);
    }

    @Override
    public long fired() {
      return met() - before;
    }
  }
}
