package dev.weir.chaos.sim.database;

import dev.weir.chaos.sim.world.Host;
import dev.weir.chaos.sim.world.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * What replicas believe of each other: one that was silent for long is dead, until it is heard.
 * Whoever believes that another lives again sends it what it has missed.
 */
final class Gossip {

  private static final long EVERY_NANOS = 500_000_000;

  /** What was sent and not confirmed is sent again after so long. */
  private static final long AGAIN_NANOS = 3_000_000_000L;

  private static final int HINTS_AT_ONCE = 256;

  private final SimDatabase database;
  private final Network network;
  private final long detectionNanos;
  private final long[][] heardNanos;

  Gossip(SimDatabase database, Network network, long detectionNanos) {
    this.database = database;
    this.network = network;
    this.detectionNanos = detectionNanos;
    int count = database.replicas().size();
    this.heardNanos = new long[count][count];
  }

  void start() {
    database.agenda().after(EVERY_NANOS, this::round);
  }

  /** Whether one takes another for alive. */
  boolean believesUp(Replica from, Replica to) {
    return from == to
        || database.agenda().nanos() - heardNanos[from.number()][to.number()] < detectionNanos;
  }

  private void round() {
    long now = database.agenda().nanos();
    for (Replica from : database.replicas()) {
      if (from.host().isRunning()) {
        for (Replica to : database.replicas()) {
          if (hears(from.host(), to.host())) {
            heardNanos[from.number()][to.number()] = now;
          }
        }
        if (!from.hints().isEmpty()) {
          replay(from, now);
        }
      }
    }
    start();
  }

  private boolean hears(Host from, Host to) {
    return to.isRunning() && network.isHeard(to, from) && network.isHeard(from, to);
  }

  private void replay(Replica from, long now) {
    int sent = 0;
    for (Replica.Hint hint : new ArrayList<>(from.hints())) {
      if (sent < HINTS_AT_ONCE
          && now - hint.sentNanos >= AGAIN_NANOS
          && believesUp(from, hint.target)) {
        hint.sentNanos = now;
        sent++;
        database.deliver(from, hint.target, hint.mutation, () -> from.forget(hint));
      }
    }
  }

  /** Whether everybody is taken for alive by everybody, and nothing is yet to be told. */
  boolean isSettled() {
    List<Replica> all = database.replicas();
    for (Replica from : all) {
      if (!from.hints().isEmpty()) {
        return false;
      }
      for (Replica to : all) {
        if (!believesUp(from, to)) {
          return false;
        }
      }
    }
    return true;
  }
}
