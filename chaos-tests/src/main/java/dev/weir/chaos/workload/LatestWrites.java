package dev.weir.chaos.workload;

import dev.weir.chaos.history.Action;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.Durability;
import dev.weir.messages.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The latest writes of one session, at most {@value #MAX}, to be asked for again. */
final class LatestWrites {

  private static final int MAX = 8;

  /**
   * One of them.
   *
   * @param channel the channel's number among those of the load
   */
  record Asked(
      int channel, Request<Acknowledged> request, Action.Write write, Durability durability) {}

  private final Deque<Asked> all = new ArrayDeque<>(MAX);
  private final RandomGenerator random;

  LatestWrites(RandomGenerator random) {
    this.random = random;
  }

  /** Adds one, and forgets the oldest if there are too many. */
  void add(Asked asked) {
    if (all.size() == MAX) {
      all.removeFirst();
    }
    all.addLast(asked);
  }

  /** Any of them, which stays among them. */
  Optional<Asked> any() {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(new ArrayList<>(all).get(random.nextInt(all.size())));
  }
}
