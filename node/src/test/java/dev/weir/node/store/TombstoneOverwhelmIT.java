package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import dev.weir.node.database.DatabaseSpec;
import dev.weir.node.database.DatabaseTuning;
import dev.weir.node.database.EmbeddedCassandra;
import dev.weir.node.database.Member;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Trap 16, on a database of its own that gives up on few tombstones; at last, without it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TombstoneOverwhelmIT {

  private static final SettableWall WALL = CqlStores.wall();
  private static final RecordingEvents EVENTS = new RecordingEvents();
  private static final int THRESHOLD = 200;

  @TempDir private static Path directory;
  private static EmbeddedCassandra database;
  private static CqlStore store;

  private final StoreSubject subject = new StoreSubject(store, WALL, System::nanoTime);

  @BeforeAll
  static void open() {
    var member = new Member("tombs", address(), "eu", "r1");
    var tuning =
        DatabaseTuning.DEFAULT
            .withYaml("tombstone_warn_threshold", "100")
            .withYaml("tombstone_failure_threshold", "" + THRESHOLD);
    database =
        EmbeddedCassandra.start(new DatabaseSpec("tombs", List.of(member), directory, tuning));
    store = CqlStores.open(database(), WALL, EVENTS);
  }

  @AfterAll
  static void close() {
    store.close();
    database.close();
  }

  @Test
  @Order(1)
  void liveMessageBehindTombstones_isReachedByPartialPages() {
    List<MessageId> ids = deletedButTheFirst(subject, 2_000);
    EVENTS.forget();
    assertThat(StoreSubject.idsOf(subject.walkOlder(Slice.newest(), 50)))
        .containsExactly(ids.getFirst());
    assertThat(EVENTS.count(StoreEvent.READ_NARROWED)).isPositive();
    assertThat(EVENTS.count(StoreEvent.PARTIAL_PAGE)).isPositive();
    assertThat(StoreSubject.idsOf(subject.walkNewer(new Slice.After(MessageId.MIN), 50)))
        .containsExactly(ids.getFirst());
  }

  @Test
  @Order(2)
  void eachPage_makesProgressWithinItsReads() {
    deletedButTheFirst(subject, 2_000);
    Slice slice = Slice.newest();
    long edge = Long.MAX_VALUE;
    int pages = 0;
    while (true) {
      EVENTS.forget();
      Page page = subject.page(slice, 50);
      assertThat(EVENTS.count(StoreEvent.BUCKET_READ))
          .isLessThanOrEqualTo(ReadLimits.DEFAULT.maxBucketReads());
      pages++;
      if (page.older().isEmpty()) {
        break;
      }
      long next = page.older().get().id().value();
      assertThat(next).isLessThan(edge);
      edge = next;
      slice = page.older().get();
    }
    assertThat(pages).isBetween(2, 20);
  }

  /** What was learnt about a bucket spares the next request the failures. */
  @Test
  @Order(3)
  void secondRead_doesNotFailAllOverAgain() {
    deletedButTheFirst(subject, 2_000);
    EVENTS.forget();
    subject.page(Slice.newest(), 50);
    int first = EVENTS.count(StoreEvent.READ_NARROWED);
    EVENTS.forget();
    subject.page(Slice.newest(), 50);
    assertThat(EVENTS.count(StoreEvent.READ_NARROWED)).isLessThan(first);
  }

  /**
   * The bucket of the present ends in the future. Pages that are cut walk on through time in which
   * nothing is yet; a cursor that had run ahead would skip what is written there.
   */
  @Test
  @Order(4)
  void followerBehindTombstones_missesNoNewMessage() {
    StoreSettings settings = database();
    SettableWall wall = new SettableWall(Instant.ofEpochMilli(new Bucket(400).endUnixMillis()));
    wall.advance(Duration.ofDays(3));
    try (CqlStore impatient =
        CqlStores.open(settings.with(settings.reads().withMaxBucketReads(2)), wall, EVENTS)) {
      StoreSubject follower = new StoreSubject(impatient, wall, System::nanoTime);
      List<MessageId> ids = deletedButTheFirst(follower, 2_000);
      Slice.After next = new Slice.After(ids.getFirst());
      boolean sawPartial = false;
      for (int i = 0; i < 60; i++) {
        Page page;
        try {
          page = follower.page(next, 50);
        } catch (WeirException e) {
          // both reads failed: the next ones ask for less
          assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
          continue;
        }
        sawPartial |= page.partial();
        next = page.newer().orElseThrow();
        assertThat(next.id().unixMillis()).isLessThanOrEqualTo(wall.millis());
      }
      assertThat(sawPartial).isTrue();
      assertThat(next.id()).isGreaterThan(ids.getLast());
      MessageId news = follower.append(follower.idAgo(Duration.ZERO, 0));
      assertThat(StoreSubject.idsOf(follower.walkNewer(next, 50))).containsExactly(news);
    }
  }

  /** Cut before it met a message, while it was still in the part of the bucket that is to come. */
  @Test
  @Order(5)
  void latestPageThatWasCutInTheFuture_isFollowedFromThePast() {
    StoreSettings settings = database();
    SettableWall wall = new SettableWall(Instant.ofEpochMilli(new Bucket(410).endUnixMillis()));
    wall.advance(Duration.ofDays(3));
    try (CqlStore impatient =
        CqlStores.open(settings.with(settings.reads().withMaxBucketReads(2)), wall, EVENTS)) {
      StoreSubject reader = new StoreSubject(impatient, wall, System::nanoTime);
      deletedButTheFirst(reader, 2_000);
      boolean sawCut = false;
      for (int i = 0; i < 60; i++) {
        Page page;
        try {
          page = reader.page(Slice.newest(), 50);
        } catch (WeirException e) {
          // both reads failed: the next ones ask for less
          assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
          continue;
        }
        sawCut |= page.partial() && page.messages().isEmpty();
        assertThat(page.newer().orElseThrow().id().unixMillis())
            .isLessThanOrEqualTo(wall.millis() - settings.clockDrift().toMillis());
      }
      assertThat(sawCut).isTrue();
    }
  }

  /** One range tombstone a bucket, however many messages: nothing to narrow. */
  @Test
  @Order(6)
  void purgeBelowAnId_leavesNothingToNarrow() {
    List<MessageId> ids = ids(subject, 2_000);
    BulkContract.appendAll(subject, ids);
    subject.deleteBelow(ids.getLast(), WALL.micros());
    EVENTS.forget();
    assertThat(StoreSubject.idsOf(subject.walkOlder(Slice.newest(), 50)))
        .containsExactly(ids.getLast());
    assertThat(EVENTS.count(StoreEvent.READ_NARROWED)).isZero();
  }

  @Test
  @Order(7)
  void lostDatabase_failsReadsAndWritesAtOnceAndHonestly() {
    MessageId id = subject.append(subject.idAgo(Duration.ofMinutes(5), 0));
    database.kill("tombs");
    var channel = subject.channel();
    for (var request :
        List.of(
            new History(channel, Slice.newest(), 5),
            new Get(channel, id),
            new Append(channel, id, 1, Body.of("x")),
            new Delete(channel, id, id.unixMicros() + 1))) {
      // a request that meets the breaking connection has another outcome than the later ones
      org.awaitility.Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> subject.refuses(ErrorCode.UNAVAILABLE, request));
      long before = System.nanoTime();
      subject.refuses(ErrorCode.UNAVAILABLE, request);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  @Order(8)
  void databaseThatIsAwayAtTheStart_isNamed() {
    Member member = database.spec().members().getFirst();
    try {
      CqlStores.open(database(), WALL, StoreEvents.NONE).close();
      throw new AssertionError("opened a store without a database");
    } catch (WeirException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE);
      assertThat(e).hasMessageContaining(member.address() + ":" + member.cqlPort());
      assertThat(e).hasMessageContaining("'eu'");
    }
  }

  private static StoreSettings database() {
    Member member = database.spec().members().getFirst();
    return CqlStores.settings(member.address(), member.cqlPort(), CqlStores.KEYSPACE);
  }

  private static String address() {
    Random random = new Random();
    return "127.%d.%d.%d"
        .formatted(random.nextInt(1, 255), random.nextInt(1, 255), random.nextInt(1, 255));
  }

  private static List<MessageId> ids(StoreSubject subject, int count) {
    List<MessageId> ids = new ArrayList<>();
    long start = subject.wall().millis() - Duration.ofDays(2).toMillis();
    for (int i = 0; i < count; i++) {
      ids.add(MessageId.of(start + i * 60_000L, 0, 0, 0));
    }
    return ids;
  }

  private static List<MessageId> deletedButTheFirst(StoreSubject subject, int count) {
    List<MessageId> ids = ids(subject, count);
    BulkContract.appendAll(subject, ids);
    List<MessageId> doomed = ids.subList(1, count);
    for (int from = 0; from < doomed.size(); from += DeleteBulk.MAX_IDS) {
      List<MessageId> some =
          doomed.subList(from, Math.min(doomed.size(), from + DeleteBulk.MAX_IDS));
      subject.ask(
          new DeleteBulk(subject.channel(), new DeleteBulk.Ids(some), subject.wall().micros()));
    }
    return ids;
  }
}
