package dev.weir.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A lease is asked for, kept, lost and found again, in virtual time. */
class LeaseKeeperTest {

  private static final UUID HOLDER = new UUID(1, 2);
  private static final long START_MILLIS = 1_700_000_000_000L;
  private static final Duration LIFE = Duration.ofSeconds(100);

  private record Task(long atNanos, int number, Runnable run) {}

  private record Question(long atNanos, OptionalInt kept, CompletableFuture<WorkerGrant> answer) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparing(Task::number));
  private final List<Question> questions = new ArrayList<>();
  private long now;
  private int count;

  private final HybridClock clock =
      new HybridClock(() -> Instant.ofEpochMilli(START_MILLIS + now / 1_000_000));
  private final MessageNamer namer = new MessageNamer(clock, () -> now);
  private final LeaseKeeper keeper =
      new LeaseKeeper(
          HOLDER,
          namer,
          this::asked,
          (delay, task) -> tasks.add(new Task(now + delay.toNanos(), count++, task)),
          () -> now,
          new SplittableRandom(1));

  private CompletableFuture<WorkerGrant> asked(UUID holder, OptionalInt kept) {
    assertThat(holder).isEqualTo(HOLDER);
    CompletableFuture<WorkerGrant> answer = new CompletableFuture<>();
    questions.add(new Question(now, kept, answer));
    return answer;
  }

  private void pass(Duration time) {
    long end = now + time.toNanos();
    while (!tasks.isEmpty() && tasks.peek().atNanos <= end) {
      Task task = tasks.remove();
      now = Math.max(now, task.atNanos);
      task.run.run();
    }
    now = end;
  }

  private void grant(int worker) {
    long from = clock.wallMicros();
    WorkerLease lease =
        new WorkerLease(3, worker, from, from + TimeUnit.SECONDS.toMicros(LIFE.toSeconds()));
    questions.get(questions.size() - 1).answer.complete(new WorkerGrant(lease, LIFE));
    pass(Duration.ZERO);
  }

  private void refuse(ErrorCode code, Duration hint) {
    questions
        .get(questions.size() - 1)
        .answer
        .completeExceptionally(new WeirException(code, "no", hint));
    pass(Duration.ZERO);
  }

  @Test
  void lease_isRenewedAtHalfOfItsTime() {
    CompletableFuture<WorkerLease> first = keeper.start();
    assertThat(first).isNotDone();
    assertThat(questions.get(0).kept).isEmpty();
    grant(7);
    assertThat(first).isCompleted();

    pass(Duration.ofSeconds(49));
    assertThat(questions).hasSize(1);
    pass(Duration.ofSeconds(1));
    assertThat(questions).hasSize(2);
    assertThat(questions.get(1).kept).hasValue(7);
    grant(7);

    pass(Duration.ofSeconds(49));
    assertThat(questions).hasSize(2);
    assertThat(namer.next().orElseThrow().worker()).isEqualTo(7);
  }

  @Test
  void lateAnswer_countsFromTheQuestion() {
    keeper.start();
    WorkerLease lease = new WorkerLease(3, 7, clock.wallMicros(), clock.wallMicros() + 100_000_000);
    pass(Duration.ofSeconds(80));
    questions.get(0).answer.complete(new WorkerGrant(lease, LIFE));
    pass(Duration.ofSeconds(19));
    assertThat(namer.next()).isPresent();
    pass(Duration.ofSeconds(1));
    assertThat(namer.next()).isEmpty();
  }

  @Test
  void answerThatIsTooLate_isOfNoUse_andIsAskedAgain() {
    keeper.start();
    WorkerLease lease = new WorkerLease(3, 7, clock.wallMicros(), clock.wallMicros() + 100_000_000);
    pass(Duration.ofSeconds(100));
    questions.get(0).answer.complete(new WorkerGrant(lease, LIFE));
    pass(Duration.ZERO);
    assertThat(namer.lease()).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(questions).hasSize(2);
    assertThat(questions.get(1).kept).isEmpty();
  }

  @Test
  void refused_isAskedAgain_everMoreSlowly() {
    keeper.start();
    for (int i = 0; i < 200; i++) {
      refuse(ErrorCode.WORKERS_EXHAUSTED, Duration.ZERO);
      int before = questions.size();
      pass(Duration.ofMillis(9));
      assertThat(questions).hasSize(before);
      pass(i == 0 ? Duration.ofSeconds(1) : Duration.ofSeconds(30));
      assertThat(questions).hasSize(before + 1);
    }
    double mean = (questions.get(200).atNanos - questions.get(100).atNanos) / 100e9;
    assertThat(mean).isBetween(15.0, 31.0);
    grant(9);
    assertThat(namer.next().orElseThrow().worker()).isEqualTo(9);
  }

  @Test
  void hint_isHeeded() {
    keeper.start();
    refuse(ErrorCode.OVERLOADED, Duration.ofSeconds(7));
    pass(Duration.ofMillis(6_999));
    assertThat(questions).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(questions).hasSize(2);
  }

  @Test
  void renewalThatFails_isTriedOn_withTheLeaseInUse_untilItIsOver() {
    keeper.start();
    grant(7);
    pass(Duration.ofSeconds(50));
    refuse(ErrorCode.UNAVAILABLE, Duration.ZERO);
    assertThat(namer.next()).isPresent();
    pass(Duration.ofSeconds(1));
    assertThat(questions).hasSize(3);
    assertThat(questions.get(2).kept).hasValue(7);
    refuse(ErrorCode.UNAVAILABLE, Duration.ofSeconds(60));
    pass(Duration.ofSeconds(48));
    assertThat(namer.next()).isPresent();
    pass(Duration.ofSeconds(1));
    assertThat(namer.next()).isEmpty();
    pass(Duration.ofSeconds(11));
    assertThat(questions).hasSize(4);
    assertThat(questions.get(3).kept).isEmpty();
    grant(8);
    assertThat(namer.next().orElseThrow().worker()).isEqualTo(8);
  }
}
