package dev.weir.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.topology.ChannelId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageNamerTest {

  private static final long NOW = 1_700_000_000_000L;

  private static final long NOW_MICROS = NOW * 1_000;
  private static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

  private long wallMillis = NOW;
  private long ticks;
  private final HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(wallMillis));
  private final MessageNamer namer = new MessageNamer(clock, () -> ticks);

  @BeforeEach
  void lease() {
    hold(17, NOW_MICROS - 60_000_000, NOW_MICROS + 60_000_000);
  }

  private void hold(int worker, long fromMicros, long untilMicros) {
    namer.hold(new WorkerLease(3, worker, fromMicros, untilMicros), NEVER);
  }

  private MessageId name() {
    return namer.next().orElseThrow();
  }

  @Test
  void name_carriesTimeAndWorker() {
    MessageId id = name();
    assertThat(id).isEqualTo(MessageId.of(NOW, 3, 17, 0));
    assertThat(name()).isEqualTo(MessageId.of(NOW, 3, 17, 1));
  }

  @Test
  void names_beyondAMillisecondsWorth_pushTheClockOn() {
    MessageId last = name();
    for (int i = 1; i < 10_000; i++) {
      MessageId next = name();
      assertThat(next).isGreaterThan(last);
      assertThat(next.region()).isEqualTo(3);
      assertThat(next.worker()).isEqualTo(17);
      last = next;
    }
    assertThat(last.unixMillis()).isBetween(NOW + 9, NOW + 10);
    assertThat(clock.nextMicros()).isGreaterThan(last.unixMicros());
  }

  @Test
  void name_sortsAfterWhatWasRead() {
    MessageId read = MessageId.of(NOW + 5_000, 7, 510, 1_023);
    clock.observe(read);
    assertThat(name()).isGreaterThan(read);
  }

  @Test
  void editOfANewMessage_isLaterThanIt() {
    MessageId id = name();
    long atMicros = clock.nextMicros();
    assertThat(new Edit(new ChannelId(1), id, Body.of(""), atMicros)).isNotNull();
  }

  @Test
  void names_areUniqueUnderThreads() throws Exception {
    int threads = 4;
    int each = 25_000;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      Callable<Set<MessageId>> task =
          () -> {
            Set<MessageId> names = new HashSet<>();
            for (int i = 0; i < each; i++) {
              names.add(name());
            }
            return names;
          };
      List<Callable<Set<MessageId>>> tasks =
          IntStream.range(0, threads).mapToObj(i -> task).toList();
      Set<MessageId> all = new HashSet<>();
      for (Future<Set<MessageId>> names : executor.invokeAll(tasks)) {
        all.addAll(names.get());
      }
      assertThat(all).hasSize(threads * each);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void withoutALease_nothingIsNamed() {
    assertThat(new MessageNamer(clock, () -> ticks).next()).isEmpty();
  }

  @Test
  void noName_isDatedAtTheLeasesEndOrLater() {
    hold(17, NOW_MICROS, NOW_MICROS + 10_000);
    wallMillis = NOW + 9;
    assertThat(name().unixMicros()).isEqualTo(NOW_MICROS + 9_000);
    wallMillis = NOW + 10;
    assertThat(namer.next()).isEmpty();
    hold(17, NOW_MICROS + 10_000, NOW_MICROS + 20_000);
    assertThat(name().unixMillis()).isGreaterThanOrEqualTo(NOW + 10);
  }

  @Test
  void clockThatRunsAhead_doesNotNameBeyondTheLease() {
    hold(17, NOW_MICROS, NOW_MICROS + 10_000);
    clock.observe(NOW_MICROS + 9_999);
    assertThat(namer.next()).isEmpty();
  }

  @Test
  void rushOfNames_doesNotRunBeyondTheLease() {
    hold(17, NOW_MICROS - 1_000, NOW_MICROS + 2_000);
    int count = 0;
    Optional<MessageId> name = namer.next();
    while (name.isPresent()) {
      assertThat(name.get().unixMicros()).isLessThan(NOW_MICROS + 2_000);
      count++;
      name = namer.next();
    }
    assertThat(count).isBetween(1_024, 2_048);
  }

  @Test
  void clockThatRunsBehind_isPulledIntoTheLease() {
    hold(17, NOW_MICROS + 5_000_300, NOW_MICROS + 60_000_000);
    assertThat(name().unixMicros()).isGreaterThanOrEqualTo(NOW_MICROS + 5_000_300);
  }

  /** Also if the wall clock stood while the process was suspended, or was set back. */
  @Test
  void leaseThatIsOverOnTheTicker_namesNothing() {
    namer.hold(
        new WorkerLease(3, 17, NOW_MICROS, NOW_MICROS + 60_000_000), new Deadline(ticks + 100));
    ticks += 99;
    assertThat(namer.next()).isPresent();
    ticks += 1;
    assertThat(namer.next()).isEmpty();
    assertThat(namer.lease()).isEmpty();
  }

  /** Also if the ticker stood while the machine slept. */
  @Test
  void leaseThatIsOverOnTheWallClock_namesNothing() {
    wallMillis = NOW + 60_000;
    assertThat(namer.next()).isEmpty();
  }

  @Test
  void nextLeaseOfTheSameNumber_neverGivesANameAgain() {
    Set<MessageId> names = new HashSet<>();
    for (int lease = 0; lease < 100; lease++) {
      hold(17, NOW_MICROS - 60_000_000, NOW_MICROS + 60_000_000);
      for (int i = 0; i < 10; i++) {
        assertThat(names.add(name())).isTrue();
      }
    }
  }

  @Test
  void nextLeaseOfAnotherNumber_sortsAfterTheOneBefore() {
    MessageId before = name();
    hold(2, NOW_MICROS - 60_000_000, NOW_MICROS + 60_000_000);
    MessageId after = name();
    assertThat(after).isGreaterThan(before);
    assertThat(after.worker()).isEqualTo(2);
  }
}
