package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.messages.WorkerLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leases in virtual time: clocks that differ and jump, changes that come late, answers lost. */
final class WorkerLeasesTest {

  private static final Duration LIFE = Duration.ofMillis(1_000);
  private static final long START_MILLIS = 1_700_000_000_000L;
  private static final int NODES = 4;
  private static final int HOLDERS = 40;

  private record Held(UUID holder, WorkerLease lease) {}

  private final Map<Integer, List<Held>> history = new HashMap<>();
  private final Map<Integer, OptionalInt> kept = new HashMap<>();
  private final Map<Integer, UUID> holders = new HashMap<>();
  private final long[] skewMillis = new long[NODES];
  private long nowMillis;
  private int granted;

  /** All numbers but a few are somebody's for ever, so that holders follow each other closely. */
  private static void fillAllBut(int free, UnreliableLeases table) {
    for (int worker = free; worker < 511; worker++) {
      var _ =
          table.insert(
              worker, new LeaseRow(new UUID(0, 0), 0, Long.MAX_VALUE), Call.by(new Deadline(0)));
    }
    for (int i = 0; i < 10_000; i++) {
      table.step();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverClocksAndNetworksDo_leasesOfANumberNeverOverlap(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    UnreliableLeases table = new UnreliableLeases(random);
    fillAllBut(5, table);
    List<WorkerLeases> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      int node = i;
      nodes.add(
          new WorkerLeases(
              table,
              3,
              // As while a change of limits.clock-drift is rolled out.
              LIFE.multipliedBy(1 + i),
              () -> Instant.ofEpochMilli(START_MILLIS + nowMillis + skewMillis[node]),
              () -> TimeUnit.MILLISECONDS.toNanos(nowMillis),
              random));
    }
    for (int step = 0; step < 40_000; step++) {
      table.step();
      if (random.nextInt(3) == 0) {
        nowMillis += random.nextInt(20);
      }
      if (random.nextInt(500) == 0) {
        skewMillis[random.nextInt(NODES)] = random.nextInt(-5_000, 5_000);
      }
      if (random.nextInt(4) == 0) {
        ask(nodes.get(random.nextInt(NODES)), random.nextInt(HOLDERS), random);
      }
    }
    assertThat(granted).isGreaterThan(500);
    history.values().forEach(WorkerLeasesTest::assertNoOverlap);
  }

  private void ask(WorkerLeases node, int number, SplittableRandom random) {
    if (random.nextInt(10) == 0) {
      // Killed and started again: another holder.
      holders.remove(number);
      kept.remove(number);
    } else if (random.nextInt(10) == 0) {
      kept.remove(number);
    }
    UUID holder =
        holders.computeIfAbsent(number, n -> new UUID(random.nextLong(), random.nextLong()));
    var _ =
        node.lease(
                holder,
                kept.getOrDefault(number, OptionalInt.empty()),
                new Deadline(Long.MAX_VALUE))
            .whenComplete((grant, failure) -> {
              if (failure == null) {
                granted++;
                int worker = grant.lease().worker();
                kept.put(number, OptionalInt.of(worker));
                history
                    .computeIfAbsent(worker, w -> new ArrayList<>())
                    .add(new Held(holder, grant.lease()));
              } else {
                assertThat(WeirException.of(failure).code())
                    .isIn(
                        ErrorCode.WORKERS_EXHAUSTED,
                        ErrorCode.OVERLOADED,
                        ErrorCode.OUTCOME_UNKNOWN);
              }
            });
  }

  private static void assertNoOverlap(List<Held> leases) {
    for (Held one : leases) {
      for (Held other : leases) {
        if (!one.holder.equals(other.holder)
            && one.lease.fromMicros() < other.lease.untilMicros()
            && other.lease.fromMicros() < one.lease.untilMicros()) {
          throw new AssertionError("%s and %s".formatted(one, other));
        }
      }
    }
  }

  @Test
  void life_leavesRoomForClocksThatDiffer() {
    assertThat(WorkerLeases.life(Duration.ofSeconds(1))).isEqualTo(Duration.ofMinutes(5));
    assertThat(WorkerLeases.life(Duration.ofMinutes(10))).isEqualTo(Duration.ofMinutes(40));
  }
}
