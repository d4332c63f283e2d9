package dev.weir.chaos.sim.database;

import dev.weir.chaos.sim.database.DatabaseFailure.Kind;
import dev.weir.chaos.sim.world.Appointment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A read at its coordinator: asks as many replicas as its level takes, one more if they are slow,
 * makes one of what they hold, and tells those that lack something of it before it answers, so that
 * the next quorum sees at least as much.
 */
final class ReadRound<T> {

  /** How many replicas a read takes. */
  enum Level {
    ONE,
    QUORUM,
    ALL
  }

  private static final long SLOW_NANOS = 60_000_000;

  private final SimDatabase database;
  private final Replica coordinator;
  private final long channel;
  private final Function<Merged, T> answer;
  private final Reply<T> reply;
  private final List<Replica> spare = new ArrayList<>();
  private final List<Replica> answered = new ArrayList<>();
  private final List<Rows> held = new ArrayList<>();
  private int needed;
  private int repairing;
  private boolean over;
  private Appointment patience;

  ReadRound(
      SimDatabase database,
      Replica coordinator,
      long channel,
      Function<Merged, T> answer,
      Reply<T> reply) {
    this.database = database;
    this.coordinator = coordinator;
    this.channel = channel;
    this.answer = answer;
    this.reply = reply;
    this.patience = coordinator.host().after(0, () -> {});
    patience.cancel();
  }

  void begin(Level level) {
    Ailments ailments = database.ailments(coordinator.region());
    long backlog = coordinator.backlogNanos(database.agenda().nanos());
    if (ailments.overloaded.strikes() || backlog > database.shape().backlog().toNanos()) {
      reply.failed(Kind.OVERLOADED);
      return;
    }
    List<Replica> asked = choose(level);
    if (ailments.unavailable.strikes() || asked.size() < needed) {
      reply.failed(Kind.UNAVAILABLE);
      return;
    }
    database.countRead();
    boolean lost = ailments.readTimeout.strikes();
    long patienceNanos = database.shape().readTimeout().toNanos();
    patience =
        coordinator.host().after(lost ? patienceNanos / 4 : patienceNanos, this::patienceOver);
    if (!lost) {
      asked.forEach(this::ask);
      if (!spare.isEmpty()) {
        coordinator.host().after(SLOW_NANOS, this::askOneMore);
      }
    }
  }

  /** The coordinator itself, and others at random. */
  private List<Replica> choose(Level level) {
    List<Replica> candidates = new ArrayList<>();
    List<Replica> all =
        level == Level.ALL ? database.replicas() : database.replicas(coordinator.region());
    int start = database.random().nextInt(all.size());
    for (int i = 0; i < all.size(); i++) {
      Replica each = all.get((start + i) % all.size());
      if (database.gossip().believesUp(coordinator, each)) {
        candidates.add(each);
      }
    }
    needed =
        switch (level) {
          case ONE -> 1;
          case QUORUM -> database.shape().quorum();
          case ALL -> all.size();
        };
    if (candidates.size() <= needed) {
      return candidates;
    }
    spare.addAll(candidates.subList(needed, candidates.size()));
    return candidates.subList(0, needed);
  }

  private void askOneMore() {
    if (!over && held.size() < needed && !spare.isEmpty()) {
      ask(spare.removeFirst());
    }
  }

  private void ask(Replica target) {
    database.fetch(coordinator, target, channel, rows -> took(target, rows));
  }

  private void took(Replica from, Rows rows) {
    if (over || held.size() == needed || answered.contains(from)) {
      return;
    }
    answered.add(from);
    held.add(rows);
    if (held.size() == needed) {
      Merged merged = new Merged(channel, held.toArray(Rows[]::new));
      T value = answer.apply(merged);
      repair(merged, value);
    }
  }

  private void repair(Merged merged, T value) {
    for (int i = 0; i < answered.size(); i++) {
      List<Mutation.Row> lacking = merged.lacking(i);
      if (!lacking.isEmpty()) {
        repairing++;
        boolean[] done = {false};
        database.deliver(
            coordinator,
            answered.get(i),
            new Mutation.Several(channel, lacking),
            () -> {
              if (!done[0]) {
                done[0] = true;
                repairing--;
                answerIfRepaired(value);
              }
            });
      }
    }
    if (repairing > 0) {
      database.countRepair();
    }
    answerIfRepaired(value);
  }

  private void answerIfRepaired(T value) {
    if (repairing == 0 && !over) {
      over = true;
      patience.cancel();
      reply.done(value);
    }
  }

  private void patienceOver() {
    if (!over) {
      over = true;
      reply.failed(Kind.TIMEOUT);
    }
  }
}
