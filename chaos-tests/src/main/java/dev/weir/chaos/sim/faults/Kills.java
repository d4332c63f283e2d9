package dev.weir.chaos.sim.faults;

import dev.weir.chaos.sim.database.Replica;
import dev.weir.chaos.sim.stage.SimClient;
import dev.weir.chaos.sim.stage.SimNode;
import dev.weir.chaos.sim.stage.Stage;
import dev.weir.chaos.sim.world.Host;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Processes that are killed, and start again with nothing. */
final class Kills {

  private Kills() {}

  /** Kills, and starts again. */
  private abstract static class Killing extends Trouble {

    private final List<SimNode> killed = new ArrayList<>();
    private long kills;

    Killing(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    /** Kills a node's process, now and then its machine with it; it starts again after a while. */
    final boolean kill(SimNode node, long downNanos) {
      if (!node.host().isUp() || node.core().isEmpty()) {
        return false;
      }
      kills++;
      node.kill(random.nextInt(4) == 0);
      killed.add(node);
      later(downNanos, () -> restart(node));
      return true;
    }

    @Override
    void stop() {
      killed.forEach(this::restart);
    }

    @Override
    public long fired() {
      return kills;
    }
  }

  /** F1. */
  static final class One extends Killing {

    One(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      kill(any(stage.nodes()), between(200, 8_000));
      later(between(2_000, 20_000), this::start);
    }
  }

  /** F2. */
  static final class Owner extends Killing {

    private static final int LEAST_READERS = 20;
    private static final int MOST_READERS = 200;

    private final Crowd crowd;

    Owner(Stage stage, PlannedFault plan, Crowd crowd) {
      super(stage, plan);
      this.crowd = crowd;
    }

    @Override
    void start() {
      ChannelId channel = crowd.channel(random);
      int region = anyRegion();
      slow(region, 40);
      int readers = LEAST_READERS + random.nextInt(MOST_READERS - LEAST_READERS);
      List<SimClient> clients =
          stage.clients().stream().filter(each -> each.region() == region).toList();
      for (int i = 0; i < readers; i++) {
        crowd.reads(any(clients), channel);
      }
      later(
          between(1, 60),
          () -> {
            ownerOf(region, channel).ifPresent(owner -> kill(owner, between(500, 5_000)));
            slow(region, 1);
          });
      later(between(3_000, 15_000), this::start);
    }

    private void slow(int region, double times) {
      stage.database().replicas(region).forEach(replica -> replica.slow(times));
    }

    private Optional<SimNode> ownerOf(int region, ChannelId channel) {
      List<SimNode> running =
          stage.nodes(region).stream().filter(node -> node.core().isPresent()).toList();
      for (SimNode node : running) {
        boolean owns =
            node.core()
                .flatMap(core -> core.table())
                .filter(
                    table -> table.ownerOf(channel).node().equals(node.config().identity().node()))
                .isPresent();
        if (owns) {
          return Optional.of(node);
        }
      }
      return running.stream().findFirst();
    }

    @Override
    void stop() {
      super.stop();
      for (int region = 0; region < stage.plan().regions(); region++) {
        slow(region, 1);
      }
    }
  }

  /** F3. */
  static final class Coordinator extends Killing {

    Coordinator(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      int region = regionOf(2);
      Optional<Host> coordinator = stage.group(region).coordinator();
      List<SimNode> others =
          stage.nodes(region).stream()
              .filter(node -> !Optional.of(node.host()).equals(coordinator))
              .toList();
      if (!others.isEmpty()) {
        kill(any(others), between(1_000, 6_000));
      }
      later(
          between(1, 1_500),
          () ->
              stage.nodes(region).stream()
                  .filter(node -> Optional.of(node.host()).equals(coordinator))
                  .findFirst()
                  .ifPresent(node -> kill(node, between(500, 6_000))));
      later(between(8_000, 30_000), this::start);
    }
  }

  /** F7. */
  static final class Region extends Killing {

    Region(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      long down = between(300, 8_000);
      boolean any = false;
      for (SimNode node : stage.nodes(anyRegion())) {
        any |= kill(node, down + between(1, 500));
      }
      if (!any) {
        later(between(300, 1_000), this::start);
      }
    }
  }

  /** F8. */
  static final class Everything extends Killing {

    Everything(Stage stage, PlannedFault plan) {
      super(stage, plan);
    }

    @Override
    void start() {
      boolean any = false;
      for (SimNode node : stage.nodes()) {
        any |= kill(node, between(1_000, 6_000));
      }
      if (!any) {
        later(between(300, 1_000), this::start);
        return;
      }
      for (Replica replica : stage.database().replicas()) {
        if (replica.host().isUp()) {
          stage.database().kill(replica);
          later(between(500, 5_000), () -> stage.database().start(replica));
        }
      }
    }

    @Override
    void stop() {
      stage.database().replicas().forEach(stage.database()::start);
      super.stop();
    }
  }
}
