package dev.weir.chaos.sim.faults;

import dev.weir.chaos.sim.stage.SimClient;
import dev.weir.chaos.sim.stage.SimNode;
import dev.weir.chaos.sim.stage.Stage;
import dev.weir.chaos.sim.world.Host;
import java.util.ArrayList;
import java.util.List;

/**
 * F18: wall clocks are wrong, and jump. Mostly by less than half of what clocks may be apart; now
 * and then by an hour, which leaves ids and tokens behind that are refused until that hour is over.
 */
final class Clocks extends Trouble {

  private static final long WITHIN_MILLIS = 25_000;

  private final List<Host> wrong = new ArrayList<>();
  private final long mostMillis;
  private long jumps;

  Clocks(Stage stage, PlannedFault plan) {
    super(stage, plan);
    this.mostMillis =
        switch (random.nextInt(6)) {
          case 0 -> 3_600_000;
          case 1 -> 120_000;
          default -> WITHIN_MILLIS;
        };
  }

  @Override
  public boolean isBeyondPromise() {
    return mostMillis > WITHIN_MILLIS;
  }

  @Override
  void start() {
    List<Host> hosts = new ArrayList<>(stage.nodes().stream().map(SimNode::host).toList());
    hosts.addAll(stage.clients().stream().map(SimClient::host).toList());
    Host host = any(hosts);
    wrong.add(host);
    jumps++;
    host.skew(random.nextBoolean() ? between(100, mostMillis) : -between(100, mostMillis));
    later(between(500, 15_000), this::start);
  }

  @Override
  void stop() {
    wrong.forEach(host -> host.skew(0));
  }

  @Override
  public long fired() {
    return jumps;
  }
}
