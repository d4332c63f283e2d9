package dev.weir.chaos.sim.database;

import dev.weir.chaos.sim.database.DatabaseFailure.Kind;
import dev.weir.chaos.sim.world.Appointment;
import dev.weir.chaos.sim.world.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A node's connections to the replicas of its region: each statement goes to one of them as its
 * coordinator, and has its time.
 */
final class Driver {

  /** How soon a broken connection is noticed. */
  private static final long BROKEN_NANOS = 1_000_000;

  private static final long REFUSED_NANOS = 300_000;

  private final SimDatabase database;
  private final Host node;
  private final int region;
  private int next;
  private boolean dead;

  /** Connections of a node's process, which end with it. */
  Driver(SimDatabase database, Host node, int region) {
    this.database = database;
    this.node = node;
    this.region = region;
    this.next = database.random().nextInt(database.shape().replicas());
    node.atDeath(() -> dead = true);
  }

  /** A statement that waits for its coordinator. */
  final class Pending {

    private final Replica coordinator;
    private final CompletableFuture<?> answer;

    Pending(Replica coordinator, CompletableFuture<?> answer) {
      this.coordinator = coordinator;
      this.answer = answer;
    }

    /** The coordinator was killed. */
    void closed() {
      if (!dead) {
        node.after(BROKEN_NANOS, () -> fail(answer, Kind.CLOSED));
      }
    }

    private void over() {
      coordinator.asked().remove(this);
    }
  }

  /** Replicas that a connection stands to. */
  int connected() {
    int count = 0;
    for (Replica each : database.replicas(region)) {
      count += isConnected(each) ? 1 : 0;
    }
    return count;
  }

  private boolean isConnected(Replica replica) {
    return replica.host().isUp();
  }

  /**
   * Has a coordinator do something.
   *
   * @param nanos how long it may take
   * @param work runs at the coordinator
   * @return fails with {@link DatabaseFailure}
   */
  <T> CompletableFuture<T> run(long nanos, BiConsumer<Replica, Reply<T>> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Replica coordinator = coordinator();
    if (coordinator == null) {
      node.after(REFUSED_NANOS, () -> fail(answer, Kind.NO_NODE));
      return answer;
    }
    Pending pending = new Pending(coordinator, answer);
    coordinator.asked().add(pending);
    Appointment patience = node.timer(nanos, () -> fail(answer, Kind.NO_ANSWER));
    var _ =
        answer.whenComplete((value, failure) -> {
          patience.cancel();
          pending.over();
        });
    boolean lost = database.ailments(region).answerLost.strikes();
    Reply<T> reply = lost ? unheard() : heard(coordinator, answer);
    database.network().send(node, coordinator.host(), () -> work.accept(coordinator, reply));
    return answer;
  }

  private @Nullable Replica coordinator() {
    List<Replica> all = database.replicas(region);
    List<Replica> connected = new ArrayList<>(all.size());
    for (Replica each : all) {
      if (isConnected(each)) {
        connected.add(each);
      }
    }
    return connected.isEmpty() ? null : connected.get(next++ % connected.size());
  }

  private <T> Reply<T> heard(Replica coordinator, CompletableFuture<T> answer) {
    return new Reply<>() {
      @Override
      public void done(T value) {
        database
            .network()
            .send(
                coordinator.host(),
                node,
                () -> {
                  if (!dead) {
                    answer.complete(value);
                  }
                });
      }

      @Override
      public void failed(Kind why) {
        database.network().send(coordinator.host(), node, () -> fail(answer, why));
      }
    };
  }

  private static <T> Reply<T> unheard() {
    return new Reply<>() {
      @Override
      public void done(T value) {}

      @Override
      public void failed(Kind why) {}
    };
  }

  private void fail(CompletableFuture<?> answer, Kind why) {
    if (!dead && !answer.isDone()) {
      answer.completeExceptionally(new DatabaseFailure(why));
    }
  }
}
