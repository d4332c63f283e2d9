package dev.weir.chaos.sim.faults;

import dev.weir.chaos.sim.stage.SimNode;
import dev.weir.chaos.sim.stage.Stage;
import dev.weir.chaos.sim.world.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Processes that stand still, whole or in part, and go on. */
final class Pauses {

  private Pauses() {}

  /** Has hosts stand still. */
  private abstract static class Standing extends Trouble {

    private final List<Host> standing = new ArrayList<>();
    private long delayed;

    Standing(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    abstract void halt(Host host);

    abstract void goOn(Host host);

    /** Does something with any node that runs, as soon as there is one, and again after a while. */
    final void eachTime(long againNanos, Consumer<Host> work) {
      List<Host> running =
          stage.nodes().stream()
              .filter(node -> node.core().isPresent())
              .map(SimNode::host)
              .toList();
      if (running.isEmpty()) {
        later(between(200, 500), this::start);
      } else {
        work.accept(any(running));
        later(againNanos, this::start);
      }
    }

    final void halt(Host host, long nanos) {
      if (host.isUp()) {
        long before = host.delayed();
        standing.add(host);
        halt(host);
        agenda.after(
            nanos,
            () -> {
              if (standing.remove(host)) {
                delayed += host.delayed() - before;
                goOn(host);
              }
            });
      }
    }

    @Override
    void stop() {
      for (Host host : List.copyOf(standing)) {
        delayed++;
        standing.remove(host);
        goOn(host);
      }
    }

    @Override
    public long fired() {
      return delayed;
    }
  }

  /** F4. */
  static final class Long extends Standing {

    Long(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      eachTime(between(5_000, 40_000), host -> halt(host, between(1_000, 60_000)));
    }

    @Override
    void halt(Host host) {
      host.freeze();
    }

    @Override
    void goOn(Host host) {
      host.thaw();
    }
  }

  /** F5. */
  static final class Short extends Standing {

    Short(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      eachTime(between(5_000, 30_000), host -> burst(host, 1 + random.nextInt(5)));
    }

    private void burst(Host host, int left) {
      long pause = between(200, 5_000);
      halt(host, pause);
      if (left > 1) {
        later(pause + between(20, 1_000), () -> burst(host, left - 1));
      }
    }

    @Override
    void halt(Host host) {
      host.freeze();
    }

    @Override
    void goOn(Host host) {
      host.thaw();
    }
  }

  /** F19. */
  static final class Timers extends Standing {

    Timers(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      eachTime(between(1_000, 10_000), host -> halt(host, between(50, 4_000)));
    }

    @Override
    void halt(Host host) {
      host.stallTimers();
    }

    @Override
    void goOn(Host host) {
      host.resumeTimers();
    }
  }
}
