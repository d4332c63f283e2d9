package dev.weir.chaos.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every valid history passes; made stale in a single place, none does. */
class RandomHistoriesTest {

  private static final int SEEDS = 300;
  private static final int PER_SESSION = 40;
  private static final SessionChecker CHECKER = new SessionChecker(Duration.ofNanos(10_000));

  @Test
  void validOnes_pass() {
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Operation> operations = new ModelHistory(seed).operations(PER_SESSION);
      assertThat(CHECKER.check(ModelHistory.of(operations)).told()).as("seed " + seed).isEmpty();
    }
  }

  @Test
  void withOneStaleRead_fail() {
    int mutated = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      List<Operation> operations = new ModelHistory(seed).operations(PER_SESSION);
      Optional<List<Operation>> stale = stale(operations, seed % 2 == 0);
      if (stale.isPresent()) {
        mutated++;
        assertThat(CHECKER.check(ModelHistory.of(stale.get())).isClean())
            .as("seed " + seed)
            .isFalse();
      }
    }
    assertThat(mutated).isGreaterThan(SEEDS / 2);
  }

  /** The same, but in one read a message that its session saw before is older, or is not there. */
  private static Optional<List<Operation>> stale(List<Operation> operations, boolean older) {
    Map<Integer, Map<Long, Integer>> seen = new HashMap<>();
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      if (operation.action() instanceof Action.Read read) {
        Map<Long, Integer> before =
            seen.computeIfAbsent(operation.session(), ignored -> new HashMap<>());
        for (Sighting sighting : read.sightings()) {
          boolean known = before.getOrDefault(sighting.message(), -1) == sighting.version();
          if (known && (older ? sighting.version() > 0 : neverDeleted(operations, sighting))) {
            List<Operation> stale = new ArrayList<>(operations);
            stale.set(i, without(operation, read, sighting, older));
            return Optional.of(stale);
          }
          before.put(sighting.message(), sighting.version());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean neverDeleted(List<Operation> operations, Sighting sighting) {
    return operations.stream()
        .noneMatch(operation ->
            operation.action() instanceof Action.Write write
                && write.message() == sighting.message()
                && write.version() > sighting.version());
  }

  private static Operation without(
      Operation operation, Action.Read read, Sighting sighting, boolean older) {
    List<Sighting> sightings = new ArrayList<>(read.sightings());
    int at = sightings.indexOf(sighting);
    if (older) {
      sightings.set(at, new Sighting(sighting.message(), sighting.version() - 1));
    } else {
      sightings.remove(at);
    }
    return new Operation(
        operation.session(),
        operation.channel(),
        new Action.Read(read.coverage(), sightings),
        operation.outcome(),
        operation.span());
  }
}
