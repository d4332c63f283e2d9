package dev.weir.chaos.sim.database;

import dev.weir.chaos.sim.database.DatabaseFailure.Kind;
import dev.weir.chaos.sim.world.Appointment;
import java.util.List;

/**
 * A write at its coordinator: sent to every replica of every region, confirmed once as many have it
 * as its level takes; who does not confirm gets a hint.
 */
final class WriteRound {

  private final SimDatabase database;
  private final Replica coordinator;
  private final Mutation mutation;
  private final boolean everyRegion;
  private final Reply<Boolean> reply;
  private final boolean[] kept;
  private int keptBy;
  private boolean replied;
  private Appointment patience;

  /** A write that begins now. */
  WriteRound(
      SimDatabase database,
      Replica coordinator,
      Mutation mutation,
      boolean everyRegion,
      Reply<Boolean> reply) {
    this.database = database;
    this.coordinator = coordinator;
    this.mutation = mutation;
    this.everyRegion = everyRegion;
    this.reply = reply;
    this.kept = new boolean[database.replicas().size()];
    this.patience = coordinator.host().after(0, () -> {});
    patience.cancel();
  }

  void begin() {
    Ailments ailments = database.ailments(coordinator.region());
    long backlog = coordinator.backlogNanos(database.agenda().nanos());
    if (ailments.overloaded.strikes() || backlog > database.shape().backlog().toNanos()) {
      reply.failed(Kind.OVERLOADED);
      return;
    }
    if (ailments.unavailable.strikes() || !enoughAreUp()) {
      reply.failed(Kind.UNAVAILABLE);
      return;
    }
    database.countWrite();
    if (ailments.writeTimeout.strikes()) {
      timeOut();
      return;
    }
    patience =
        coordinator.host().after(database.shape().writeTimeout().toNanos(), this::patienceOver);
    for (Replica each : database.replicas()) {
      send(each);
    }
  }

  private void send(Replica target) {
    if (database.gossip().believesUp(coordinator, target)) {
      database.deliver(coordinator, target, mutation, () -> keptAt(target));
    } else {
      coordinator.hint(target, mutation);
    }
  }

  private void keptAt(Replica target) {
    if (kept[target.number()]) {
      return;
    }
    kept[target.number()] = true;
    keptBy++;
    if (keptBy == kept.length) {
      patience.cancel();
    }
    if (!replied && isKept()) {
      replied = true;
      reply.done(true);
    }
  }

  private boolean isKept() {
    for (int region = 0; region < database.shape().regions(); region++) {
      if (isAsked(region) && count(region, false) < database.shape().quorum()) {
        return false;
      }
    }
    return true;
  }

  private boolean enoughAreUp() {
    for (int region = 0; region < database.shape().regions(); region++) {
      if (isAsked(region) && count(region, true) < database.shape().quorum()) {
        return false;
      }
    }
    return true;
  }

  private boolean isAsked(int region) {
    return everyRegion || region == coordinator.region();
  }

  private int count(int region, boolean up) {
    int count = 0;
    for (Replica each : database.replicas(region)) {
      boolean counts = up ? database.gossip().believesUp(coordinator, each) : kept[each.number()];
      count += counts ? 1 : 0;
    }
    return count;
  }

  private void patienceOver() {
    for (Replica each : database.replicas()) {
      if (!kept[each.number()] && database.gossip().believesUp(coordinator, each)) {
        coordinator.hint(each, mutation);
      }
    }
    if (!replied) {
      replied = true;
      reply.failed(Kind.TIMEOUT);
    }
  }

  /** Says that it timed out: nobody has it, or some, or all will have it. */
  private void timeOut() {
    List<Replica> all = database.replicas();
    switch (database.random().nextInt(3)) {
      case 0 -> {}
      case 1 -> {
        Replica one = all.get(database.random().nextInt(all.size()));
        database.deliver(coordinator, one, mutation, () -> {});
      }
      default -> {
        long later = database.random().nextLong(3_000_000_000L);
        database
            .agenda()
            .after(
                later,
                () -> {
                  for (Replica each : all) {
                    database.deliver(coordinator, each, mutation, () -> {});
                  }
                });
      }
    }
    coordinator
        .host()
        .after(database.shape().writeTimeout().toNanos() / 4, () -> reply.failed(Kind.TIMEOUT));
  }
}
