package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.messages.Durability;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trap 18: a bucket that a read found empty leaves the index, but never with a message in it. */
final class EmptyMarkHidesInsertIT {

  private static final SettableWall WALL = CqlStores.wall();
  private static final RecordingEvents EVENTS = new RecordingEvents();
  private static CqlStore store;
  private static com.datastax.oss.driver.api.core.CqlSession session;
  private static EmptyMarks marks;

  private final StoreSubject subject = new StoreSubject(store, WALL, System::nanoTime);

  @BeforeAll
  static void open() {
    StoreSettings settings = CqlStores.settings();
    store = CqlStores.open(settings, WALL, EVENTS);
    session =
        Sessions.open(
            settings.connection(), new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
    marks =
        new EmptyMarks(
            new Database(
                session,
                System::nanoTime,
                settings.connection().requestTimeout(),
                Durability.REGION),
            WALL,
            settings.clockDrift(),
            StoreEvents.NONE);
  }

  @AfterAll
  static void close() {
    session.close();
    store.close();
  }

  @BeforeEach
  void forget() {
    WALL.advance(Duration.ofHours(1));
    EVENTS.forget();
  }

  @Test
  void emptiedBucket_leavesTheIndexAfterOneRead() {
    MessageId recent = subject.append(subject.idAgo(Duration.ofHours(1), 0));
    MessageId old = subject.append(subject.idAgo(Duration.ofDays(100), 0));
    subject.delete(old);
    WALL.advance(Duration.ofMinutes(2));
    EVENTS.forget();
    assertThat(subject.ids(Slice.newest(), 10)).containsExactly(recent);
    assertThat(EVENTS.partitionReads()).isEqualTo(3);
    awaitMarks(1);
    EVENTS.forget();
    assertThat(subject.ids(Slice.newest(), 10)).containsExactly(recent);
    assertThat(EVENTS.partitionReads()).isEqualTo(2);
  }

  /**
   * The race, in order:
   *
   * <ol>
   *   <li>a read finds the bucket empty
   *   <li>an insert lands: index entry and message
   *   <li>the mark of the read is applied, as of the read's start
   * </ol>
   *
   * Dated when it is applied, the mark would hide the message for ever.
   */
  @Test
  void insertBetweenReadAndMark_staysVisible() {
    MessageId recent = subject.append(subject.idAgo(Duration.ofHours(1), 0));
    Bucket bucket = Bucket.of(subject.idAgo(Duration.ofDays(100), 0));
    long readStart = WALL.millis();
    WALL.advance(Duration.ofMillis(5));
    MessageId late = subject.append(subject.idAgo(Duration.ofDays(100), 0));
    WALL.advance(Duration.ofMinutes(5));
    assertThat(marks.mark(subject.channel(), bucket, readStart).toCompletableFuture().join())
        .isTrue();
    assertThat(subject.ids(Slice.newest(), 10)).containsExactly(recent, late);
  }

  /** The writer's clock is behind the reader's, by less than the drift that is allowed. */
  @Test
  void insertOfAWriterWhoseClockIsSlow_staysVisible() {
    MessageId recent = subject.append(subject.idAgo(Duration.ofHours(1), 0));
    MessageId late = subject.append(subject.idAgo(Duration.ofDays(100), 0));
    long readStart = WALL.millis() + Duration.ofSeconds(59).toMillis();
    marks.mark(subject.channel(), Bucket.of(late), readStart).toCompletableFuture().join();
    assertThat(subject.ids(Slice.newest(), 10)).containsExactly(recent, late);
  }

  /** That the two tests before can fail: a mark dated later does hide the bucket. */
  @Test
  void markDatedAfterTheInsert_wouldHideIt() {
    MessageId recent = subject.append(subject.idAgo(Duration.ofHours(1), 0));
    MessageId hidden = subject.append(subject.idAgo(Duration.ofDays(100), 0));
    long tooLate = WALL.millis() + Duration.ofMinutes(10).toMillis();
    marks.mark(subject.channel(), Bucket.of(hidden), tooLate).toCompletableFuture().join();
    assertThat(subject.ids(Slice.newest(), 10)).containsExactly(recent);
  }

  @Test
  void newestBucket_isNeverMarked() {
    MessageId only = subject.append(subject.idAgo(Duration.ofDays(100), 0));
    subject.delete(only);
    assertThat(subject.page(Slice.newest(), 10)).isEqualTo(Page.EMPTY);
    assertThat(subject.page(Slice.after(MessageId.MIN), 10).messages()).isEmpty();
    assertThat(EVENTS.count(StoreEvent.CONFIRMING_READ)).isZero();
  }

  @Test
  void recentBucket_isNeverMarked() {
    // the bucket before the current one, ended less than a day ago
    SettableWall wall = new SettableWall(java.time.Instant.ofEpochMilli(endOfSomeBucket()));
    wall.advance(Duration.ofHours(20));
    try (CqlStore other = CqlStores.open(CqlStores.settings(), wall, EVENTS)) {
      StoreSubject late = new StoreSubject(other, wall, System::nanoTime);
      late.append(late.idAgo(Duration.ofHours(1), 0));
      MessageId gone = late.append(late.idAgo(Duration.ofHours(30), 0));
      late.delete(gone);
      EVENTS.forget();
      assertThat(late.ids(Slice.newest(), 10)).hasSize(1);
      assertThat(EVENTS.count(StoreEvent.CONFIRMING_READ)).isZero();
      wall.advance(Duration.ofHours(5));
      assertThat(late.ids(Slice.newest(), 10)).hasSize(1);
      awaitMarks(1);
    }
  }

  @Test
  void readAtAnyReplica_marksNothing() {
    subject.append(subject.idAgo(Duration.ofHours(1), 0));
    MessageId old = subject.append(subject.idAgo(Duration.ofDays(100), 0));
    subject.delete(old);
    subject.ask(
        new dev.weir.messages.History(subject.channel(), Slice.newest(), 10),
        new dev.weir.messages.Call(subject.call().deadline(), ReadLevel.EVENTUAL));
    assertThat(EVENTS.count(StoreEvent.CONFIRMING_READ)).isZero();
  }

  @Test
  void boundInsideABucket_marksNothing() {
    subject.append(subject.idAgo(Duration.ofHours(1), 0));
    MessageId one = subject.append(subject.idAgo(Duration.ofDays(100), 0));
    MessageId two = subject.append(new MessageId(one.value() + 1));
    assertThat(subject.ids(Slice.before(one), 10)).isEmpty();
    assertThat(subject.ids(Slice.after(two), 10)).hasSize(1);
    assertThat(EVENTS.count(StoreEvent.CONFIRMING_READ)).isZero();
  }

  /** A purge takes its buckets out of the index itself; no read has to find out. */
  @Test
  void purgedBuckets_leaveTheIndexAtOnce() {
    List<MessageId> ids = new ArrayList<>();
    for (int i = 20; i > 0; i--) {
      ids.add(subject.append(subject.idAgo(Duration.ofDays(20L * i), 0)));
    }
    WALL.advance(Duration.ofMinutes(2));
    int requests = subject.deleteBelow(ids.getLast(), WALL.micros());
    assertThat(requests).isEqualTo(2);
    awaitMarks(18);
    EVENTS.forget();
    assertThat(subject.ids(Slice.newest(), 10)).containsExactly(ids.getLast());
    assertThat(EVENTS.count(StoreEvent.BUCKET_READ)).isEqualTo(2);
    ids.forEach(id -> subject.append(id));
    assertThat(StoreSubject.idsOf(subject.walkOlder(Slice.newest(), 10)))
        .containsExactly(ids.getLast());
  }

  private static long endOfSomeBucket() {
    return Bucket.of(MessageId.floor(WALL.millis())).endUnixMillis()
        + Duration.ofDays(3_000).toMillis();
  }

  private static void awaitMarks(int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(EVENTS.count(StoreEvent.BUCKET_MARKED_EMPTY)).isEqualTo(count));
  }
}
