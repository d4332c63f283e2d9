package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.HybridClock;
import dev.weir.messages.MessageNamer;
import dev.weir.messages.WeirException;
import dev.weir.messages.WorkerGrant;
import dev.weir.messages.WorkerLease;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node's own number, and what the node counts of leases. */
class NodeLeaseTest {

  private static final UUID HOLDER = new UUID(1, 2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final HybridClock clock = new HybridClock(InstantSource.system());
  private final MessageNamer namer = new MessageNamer(clock, System::nanoTime);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicReference<Optional<ErrorCode>> refusal =
      new AtomicReference<>(Optional.empty());
  private final Leases leases = new Leases(this::source, System::nanoTime, registry);
  private volatile Duration life = Duration.ofMinutes(5);

  private final NodeLease lease =
      new NodeLease(
          HOLDER, namer, leases::grant, scheduler, System::nanoTime, new SplittableRandom(1));

  private CompletionStage<WorkerGrant> source(UUID holder, OptionalInt kept, Deadline deadline) {
    asked.incrementAndGet();
    if (refusal.get().isPresent()) {
      return CompletableFuture.failedStage(new WeirException(refusal.get().get(), "no"));
    }
    long now = clock.wallMicros();
    long until = now + TimeUnit.NANOSECONDS.toMicros(life.toNanos());
    return CompletableFuture.completedStage(
        new WorkerGrant(new WorkerLease(2, kept.orElse(9), now, until), life));
  }

  private double count(String metric) {
    return registry.get(metric).counters().stream().mapToDouble(counter -> counter.count()).sum();
  }

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void startedNode_hasItsNumber() {
    lease.start().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    assertThat(namer.next().orElseThrow().worker()).isEqualTo(9);
    assertThat(asked).hasValue(1);
    assertThat(count("weir.leases.granted")).isEqualTo(1);
    assertThat(registry.get("weir.leases.held").gauge().value()).isEqualTo(1);
  }

  @Test
  void withoutAFreeNumber_theNodeStartsAtOnce_andGoesOnAsking() {
    refusal.set(Optional.of(ErrorCode.WORKERS_EXHAUSTED));
    assertThat(lease.start()).isCompletedExceptionally();
    assertThat(asked).hasValue(1);
    assertThat(namer.next()).isEmpty();
    refusal.set(Optional.empty());
    await().until(() -> namer.next().isPresent());
    assertThat(count("weir.leases.refused")).isPositive();
  }

  @Test
  void databaseThatIsSlow_isWaitedFor_asLongAsItMayTake() {
    refusal.set(Optional.of(ErrorCode.UNAVAILABLE));
    CompletableFuture<WorkerLease> first = lease.start();
    assertThat(first).isNotDone();
    assertThat(namer.next()).isEmpty();
    refusal.set(Optional.empty());
    await().until(first::isDone);
    assertThat(namer.next()).isPresent();
  }

  @Test
  void leaseThatCannotBeRenewed_ends_andIsHadAgain() {
    life = Duration.ofMillis(400);
    lease.start().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    assertThat(namer.next()).isPresent();
    refusal.set(Optional.of(ErrorCode.UNAVAILABLE));
    await().until(() -> namer.next().isEmpty());
    assertThat(registry.get("weir.leases.held").gauge().value()).isZero();
    life = Duration.ofMinutes(5);
    refusal.set(Optional.empty());
    await().until(() -> namer.next().isPresent());
  }

  @Test
  void client_isAnsweredWithTheLease() {
    var leased =
        leases
            .lease(HOLDER, OptionalInt.of(4), Deadline.in(PATIENCE, System::nanoTime))
            .toCompletableFuture()
            .join();
    assertThat(leased.lease().worker()).isEqualTo(4);
    assertThat(leased.left()).isEqualTo(life);
  }
}
