package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.messages.WorkerGrant;
import dev.weir.messages.WorkerLease;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers are leased out of a real database: each to one holder at a time, whatever happens. */
final class WorkerLeasesIT {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int NUMBERS = 511;

  private static CqlSession session;
  private static Database database;

  /** Each of the eight tests has a region of its own, so that it begins with every number free. */
  private static final AtomicInteger REGIONS = new AtomicInteger();

  private final SettableWall wall = CqlStores.wall();
  private int region;

  @BeforeAll
  static void open() {
    StoreSettings settings = CqlStores.settings();
    CqlStores.open(settings, CqlStores.wall(), StoreEvents.NONE).close();
    session = Sessions.open(settings.connection(), new SimpleMeterRegistry());
    session.execute("TRUNCATE worker_leases");
    database = new Database(session, System::nanoTime, Duration.ofSeconds(10), Durability.REGION);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @BeforeEach
  void nextRegion() {
    region = REGIONS.getAndIncrement();
  }

  /** A node. */
  private WorkerLeases node(Duration life, InstantSource clock, long seed) {
    return new WorkerLeases(
        new CqlLeases(database, region),
        region,
        life,
        clock,
        System::nanoTime,
        new SplittableRandom(seed));
  }

  private WorkerLeases node() {
    return node(LIFE, wall, 1);
  }

  private static CompletableFuture<WorkerGrant> ask(
      WorkerLeases node, UUID holder, OptionalInt kept) {
    Deadline deadline = Deadline.in(Duration.ofSeconds(60), System::nanoTime);
    return node.lease(holder, kept, deadline).toCompletableFuture();
  }

  private static WorkerLease lease(WorkerLeases node, UUID holder) {
    return ask(node, holder, OptionalInt.empty()).orTimeout(60, TimeUnit.SECONDS).join().lease();
  }

  private static WorkerLease keep(WorkerLeases node, UUID holder, int kept) {
    return ask(node, holder, OptionalInt.of(kept)).orTimeout(60, TimeUnit.SECONDS).join().lease();
  }

  private static UUID holder(long number) {
    return new UUID(7, number);
  }

  @Test
  void lease_beginsNow_andLastsItsLife() {
    WorkerGrant grant = ask(node(), holder(1), OptionalInt.empty()).join();
    assertThat(grant.lease().region()).isEqualTo(region);
    assertThat(grant.lease().fromMicros()).isEqualTo(wall.micros());
    assertThat(grant.lease().untilMicros()).isEqualTo(wall.micros() + 300_000_000);
    assertThat(grant.left()).isEqualTo(LIFE);
  }

  @Test
  void sixHundredHoldersAtOnce_fiveHundredAndElevenGetANumber() {
    List<WorkerLeases> nodes = List.of(node(LIFE, wall, 1), node(LIFE, wall, 2));
    List<CompletableFuture<WorkerGrant>> asked = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      asked.add(untilDecided(nodes.get(i % 2), holder(i)));
    }
    List<Integer> numbers = new ArrayList<>();
    int exhausted = 0;
    for (CompletableFuture<WorkerGrant> each : asked) {
      try {
        numbers.add(each.orTimeout(120, TimeUnit.SECONDS).join().lease().worker());
      } catch (CompletionException e) {
        assertThat(WeirException.of(e).code()).isEqualTo(ErrorCode.WORKERS_EXHAUSTED);
        exhausted++;
      }
    }
    assertThat(numbers).hasSize(NUMBERS).doesNotHaveDuplicates().allMatch(n -> n < NUMBERS);
    assertThat(exhausted).isEqualTo(89);

    // Everything is free again when their time is over.
    wall.advance(LIFE);
    assertThat(lease(nodes.get(0), holder(1_000)).fromMicros()).isEqualTo(wall.micros());
  }

  /** Two nodes that fill the last numbers in turn get in each other's way: then ask again. */
  private static CompletableFuture<WorkerGrant> untilDecided(WorkerLeases node, UUID holder) {
    return ask(node, holder, OptionalInt.empty())
        .exceptionallyCompose(failure ->
            WeirException.of(failure).code() == ErrorCode.OVERLOADED
                ? untilDecided(node, holder)
                : CompletableFuture.failedFuture(WeirException.of(failure)));
  }

  @Test
  void renewal_keepsTheNumber_throughAnyNode() {
    WorkerLease first = lease(node(), holder(1));
    wall.advance(LIFE.dividedBy(2));
    WorkerLease second = keep(node(), holder(1), first.worker());
    assertThat(second.worker()).isEqualTo(first.worker());
    assertThat(second.fromMicros()).isEqualTo(wall.micros());
    assertThat(second.untilMicros()).isEqualTo(first.untilMicros() + 150_000_000);
  }

  @Test
  void renewalByAnother_isRefused_andGetsAnotherNumber() {
    WorkerLease first = lease(node(), holder(1));
    WorkerLease other = keep(node(), holder(2), first.worker());
    assertThat(other.worker()).isNotEqualTo(first.worker());
    assertThat(keep(node(), holder(1), first.worker()).worker()).isEqualTo(first.worker());
  }

  /** Its own question may have been answered to nobody. */
  @Test
  void holderThatDoesNotKnowItsNumber_isGivenIt() {
    WorkerLease first = lease(node(), holder(1));
    wall.advance(Duration.ofMinutes(1));
    assertThat(lease(node(LIFE, wall, 99), holder(1)).worker()).isEqualTo(first.worker());
  }

  @Test
  void renewalByANodeWhoseClockIsBehind_neitherShortensNorPredatesTheLease() {
    WorkerLease before = lease(node(), holder(1));
    InstantSource behind = () -> wall.instant().minus(Duration.ofHours(1));
    WorkerLease kept = keep(node(Duration.ofHours(3), behind, 1), holder(1), before.worker());
    assertThat(kept).isEqualTo(before);
    wall.advance(LIFE.minusMillis(1));
    assertThat(taken(before.worker())).isTrue();
  }

  private boolean taken(int worker) {
    return session
            .execute(
                "SELECT until FROM worker_leases WHERE region = %d AND worker = %d"
                    .formatted(region, worker))
            .one()
            .getLong(0)
        > wall.micros();
  }

  @Test
  void oneNumberThatAllWant_isHadByOne() {
    InsertLease insert = new InsertLease(database);
    TakeLease take = new TakeLease(database);
    long now = wall.micros();
    LeaseRow last = new LeaseRow(holder(0), now - 2, now);
    assertThat(insert.ask(region, 5, last, call()).toCompletableFuture().join().applied()).isTrue();
    List<CompletableFuture<LeaseOutcome>> attempts = new ArrayList<>();
    for (int i = 1; i <= 32; i++) {
      LeaseRow wanted = new LeaseRow(holder(i), now, now + 1_000 + i);
      attempts.add(take.ask(region, 5, last, wanted, call()).toCompletableFuture());
    }
    int applied = 0;
    for (CompletableFuture<LeaseOutcome> each : attempts) {
      LeaseOutcome outcome = each.exceptionally(WorkerLeasesIT::contention).join();
      applied += outcome.applied() ? 1 : 0;
      assertThat(outcome.standing()).isNotEqualTo(Optional.of(last));
    }
    assertThat(applied).isLessThanOrEqualTo(1);
    LeaseOutcome late =
        take.ask(region, 5, last, new LeaseRow(holder(99), now, now + 1), call())
            .toCompletableFuture()
            .join();
    assertThat(late.applied()).isFalse();
    assertThat(late.standing().orElseThrow().untilMicros()).isBetween(now + 1_001, now + 1_032);
  }

  /** A transaction that lost too often says that it does not know. */
  private static LeaseOutcome contention(Throwable failure) {
    assertThat(WeirException.of(failure).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    return new LeaseOutcome(false, Optional.empty());
  }

  private static Call call() {
    return Call.by(Deadline.in(Duration.ofSeconds(60), System::nanoTime));
  }

  private record Held(UUID holder, WorkerLease lease) {}

  /**
   * Holders come, renew, forget and die, at nodes whose clocks differ by more than leases last, for
   * a handful of numbers: all others are taken.
   */
  @Test
  void holdersComeAndGo_noTwoHaveANumberForTheSameTime() throws Exception {
    long seed = System.nanoTime();
    System.out.println("WorkerLeasesIT seed " + seed);
    fillAllBut(4);
    InstantSource now = InstantSource.system();
    List<WorkerLeases> nodes = new ArrayList<>();
    for (int ahead : List.of(0, 700, -900)) {
      nodes.add(node(Duration.ofMillis(500), () -> now.instant().plusMillis(ahead), seed + ahead));
    }
    Queue<Held> history = new ConcurrentLinkedQueue<>();
    List<Thread> holders = new ArrayList<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(12);
    for (int i = 0; i < 8; i++) {
      SplittableRandom random = new SplittableRandom(seed + 100 + i);
      holders.add(Thread.startVirtualThread(() -> live(nodes, random, end, history)));
    }
    for (Thread each : holders) {
      each.join();
    }
    assertThat(history.size()).isGreaterThan(100);
    Set<UUID> successful = history.stream().map(Held::holder).collect(Collectors.toSet());
    assertThat(successful).hasSizeGreaterThan(8);
    assertNoOverlap(List.copyOf(history));
  }

  private void fillAllBut(int free) {
    long forever = Instant.parse("2070-01-01T00:00:00Z").toEpochMilli() * 1_000;
    for (int worker = free; worker < NUMBERS; worker++) {
      session.execute(
          "INSERT INTO worker_leases (region, worker, holder, since, until) VALUES (%d, %d, %s, 0, %d)"
              .formatted(region, worker, holder(9_999), forever));
    }
  }

  private static void live(
      List<WorkerLeases> nodes, SplittableRandom random, long end, Queue<Held> history) {
    UUID holder = new UUID(random.nextLong(), random.nextLong());
    OptionalInt kept = OptionalInt.empty();
    while (System.nanoTime() < end) {
      try {
        WorkerLease lease =
            ask(nodes.get(random.nextInt(nodes.size())), holder, kept).join().lease();
        history.add(new Held(holder, lease));
        kept = OptionalInt.of(lease.worker());
      } catch (CompletionException e) {
        assertThat(WeirException.of(e).code())
            .isIn(ErrorCode.WORKERS_EXHAUSTED, ErrorCode.OVERLOADED, ErrorCode.OUTCOME_UNKNOWN);
        kept = OptionalInt.empty();
      }
      if (random.nextInt(6) == 0) {
        // Killed: whoever comes back is another, and the number is left to its time.
        holder = new UUID(random.nextLong(), random.nextLong());
        kept = OptionalInt.empty();
      } else if (random.nextInt(6) == 0) {
        kept = OptionalInt.empty();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(60)));
    }
  }

  private static void assertNoOverlap(List<Held> history) {
    for (Held one : history) {
      for (Held other : history) {
        boolean overlap =
            one.lease.worker() == other.lease.worker()
                && one.lease.fromMicros() < other.lease.untilMicros()
                && other.lease.fromMicros() < one.lease.untilMicros();
        if (overlap && !one.holder.equals(other.holder)) {
          throw new AssertionError("%s and %s".formatted(one, other));
        }
      }
    }
  }
}
