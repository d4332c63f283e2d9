package dev.weir.chaos.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Sighting;
import dev.weir.chaos.history.Terms;
import dev.weir.chaos.history.Told;
import dev.weir.chaos.history.Version;
import dev.weir.messages.Durability;
import dev.weir.messages.ReadLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Small random histories of one message: the zones find an order exactly where a search through all
 * orders finds one (Wing and Gong, 1993).
 */
class RegisterSearchTest {

  private static final int SEEDS = 5_000;
  private static final int NOT_YET = -1;

  @Test
  void zones_agreeWithSearch() {
    int without = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Operation> operations = random(new SplittableRandom(seed));
      boolean ordered = search(operations, 0, NOT_YET);
      Ops ops = new Ops();
      operations.forEach(ops::add);
      long violated = ops.verdict().tally(Invariant.STRONG_ORDER).violated();
      assertThat(violated == 0).as("seed %d: %s", seed, operations).isEqualTo(ordered);
      without += ordered ? 0 : 1;
    }
    assertThat(without).isBetween(SEEDS / 10, SEEDS * 9 / 10);
  }

  private static List<Operation> random(SplittableRandom random) {
    List<Operation> operations = new ArrayList<>();
    int writes = 1 + random.nextInt(4);
    for (int version = 0; version < writes; version++) {
      boolean deletes = version > 0 && version == writes - 1 && random.nextBoolean();
      Outcome outcome =
          switch (random.nextInt(4)) {
            case 0 -> Outcome.UNKNOWN;
            case 1 -> random.nextBoolean() ? Outcome.FAILED : Outcome.NONE;
            default -> Outcome.OK;
          };
      operations.add(
          operation(random, new Action.Write(10, deletes ? Version.DELETED : version), outcome));
    }
    int reads = 1 + random.nextInt(4);
    for (int i = 0; i < reads; i++) {
      int version = random.nextInt(-1, writes);
      boolean written =
          operations.stream()
              .anyMatch(one ->
                  one.action().equals(new Action.Write(10, version))
                      && one.outcome() != Outcome.FAILED);
      List<Sighting> page = written ? List.of(new Sighting(10, version)) : List.of();
      operations.add(operation(random, new Action.Read(Histories.ALL, page), Outcome.OK));
    }
    return operations;
  }

  private static Operation operation(SplittableRandom random, Action action, Outcome outcome) {
    // No two moments are the same: what happens at once is another question.
    long from = random.nextLong(1, 1_000_000);
    return new Operation(
        1,
        0,
        action,
        outcome,
        Histories.span(from, from + random.nextLong(1, 600_000)),
        new Terms(0, ReadLevel.STRONG, Durability.REGION),
        Told.NOTHING);
  }

  /**
   * Whether those that are not taken yet fit into an order.
   *
   * @param taken a bit for each
   */
  private static boolean search(List<Operation> operations, int taken, int state) {
    long firstEnd = Long.MAX_VALUE;
    boolean done = true;
    for (int i = 0; i < operations.size(); i++) {
      if ((taken & 1 << i) == 0 && operations.get(i).isOk()) {
        done = false;
        firstEnd = Math.min(firstEnd, operations.get(i).span().endedNanos());
      }
    }
    if (done) {
      return true;
    }
    for (int i = 0; i < operations.size(); i++) {
      Operation one = operations.get(i);
      if ((taken & 1 << i) != 0
          || one.outcome() == Outcome.FAILED
          || one.span().startedNanos() > firstEnd) {
        continue;
      }
      int next = after(one, state);
      if (next != Integer.MIN_VALUE && search(operations, taken | 1 << i, next)) {
        return true;
      }
    }
    return false;
  }

  /** The state after an operation; the least number if it cannot have been answered so. */
  private static int after(Operation one, int state) {
    if (one.action() instanceof Action.Write write) {
      return Math.max(state, write.version());
    }
    List<Sighting> page = ((Action.Read) one.action()).sightings();
    boolean fits =
        page.isEmpty()
            ? state == NOT_YET || state == Version.DELETED
            : page.getFirst().version() == state;
    return fits ? state : Integer.MIN_VALUE;
  }
}
