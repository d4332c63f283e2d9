package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What reads and writes cost the database, counted. */
final class PartitionReadsIT {

  private static final int MAX_BUCKET_READS = 6;
  private static final SettableWall WALL = CqlStores.wall();
  private static final RecordingEvents EVENTS = new RecordingEvents();
  private static CqlStore store;

  private final StoreSubject subject = new StoreSubject(store, WALL, System::nanoTime);

  @BeforeAll
  static void open() {
    StoreSettings settings = CqlStores.settings();
    store =
        CqlStores.open(
            settings.with(settings.reads().withMaxBucketReads(MAX_BUCKET_READS)), WALL, EVENTS);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @BeforeEach
  void forget() {
    EVENTS.forget();
  }

  @Test
  void channelIdleForYears_costsTwoPartitionReads() {
    subject.appendSome(20, Duration.ofDays(3_000));
    subject.appendSome(60, Duration.ofDays(800));
    EVENTS.forget();
    assertThat(subject.ids(Slice.newest(), 50)).hasSize(50);
    assertThat(EVENTS.partitionReads()).isEqualTo(2);
  }

  @Test
  void channelWithFewerMessagesThanThePage_costsTwoPartitionReads() {
    subject.appendSome(3, Duration.ofDays(800));
    EVENTS.forget();
    assertThat(subject.ids(Slice.newest(), 50)).hasSize(3);
    assertThat(EVENTS.partitionReads()).isEqualTo(2);
  }

  @Test
  void pageThatExactlyEmptiesItsBucket_costsTwoPartitionReads() {
    subject.appendSome(20, Duration.ofDays(3_000));
    subject.appendSome(50, Duration.ofDays(800));
    EVENTS.forget();
    Page page = subject.page(Slice.newest(), 50);
    assertThat(page.messages()).hasSize(50);
    assertThat(page.older()).isPresent();
    assertThat(EVENTS.partitionReads()).isEqualTo(2);
  }

  @Test
  void followerWithoutNews_costsTwoPartitionReads() {
    List<MessageId> ids = subject.appendSome(3, Duration.ofMinutes(5));
    EVENTS.forget();
    assertThat(subject.ids(Slice.after(ids.getLast()), 50)).isEmpty();
    assertThat(EVENTS.partitionReads()).isEqualTo(2);
  }

  @Test
  void whatIsNewSinceAnId_costsTwoPartitionReads() {
    subject.appendSome(3, Duration.ofDays(300));
    List<MessageId> ids = subject.appendSome(5, Duration.ofMinutes(5));
    EVENTS.forget();
    assertThat(subject.ids(Slice.since(ids.get(1)), 50)).hasSize(3);
    assertThat(EVENTS.partitionReads()).isEqualTo(2);
    EVENTS.forget();
    assertThat(subject.ids(Slice.since(ids.getLast()), 50)).isEmpty();
    assertThat(EVENTS.partitionReads()).isEqualTo(2);
  }

  @Test
  void bucketsBelowTheId_areNotRead() {
    for (int i = 40; i > 0; i--) {
      subject.append(subject.idAgo(Duration.ofDays(11L * i), 0));
    }
    EVENTS.forget();
    Page page = subject.page(Slice.since(subject.idAgo(Duration.ofDays(34), 0)), 50);
    assertThat(page.messages()).hasSize(3);
    assertThat(page.partial()).isFalse();
    // the id's own bucket may be the third message's, too
    assertThat(EVENTS.count(StoreEvent.BUCKET_READ)).isBetween(3, 4);
    assertThat(EVENTS.count(StoreEvent.INDEX_READ)).isOne();
    EVENTS.forget();
    assertThat(subject.ids(Slice.since(subject.idAgo(Duration.ZERO, 0)), 50)).isEmpty();
    assertThat(subject.ids(Slice.since(MessageId.MAX), 50)).isEmpty();
    assertThat(EVENTS.count(StoreEvent.BUCKET_READ)).isZero();
    assertThat(EVENTS.count(StoreEvent.INDEX_READ)).isEqualTo(2);
  }

  /** Part of a bucket without messages says nothing of the rest. */
  @Test
  void bucketReadDownToAnId_isNotTakenForEmpty() {
    MessageId old = subject.append(subject.idAgo(Duration.ofDays(100), 0));
    MessageId recent = subject.append(subject.idAgo(Duration.ofMinutes(5), 0));
    EVENTS.forget();
    assertThat(subject.ids(Slice.since(old), 50)).containsExactly(recent);
    assertThat(EVENTS.count(StoreEvent.BUCKET_READ)).isEqualTo(2);
    assertThat(EVENTS.count(StoreEvent.CONFIRMING_READ)).isZero();
    assertThat(subject.ids(Slice.newest(), 50)).containsExactly(recent, old);
  }

  @Test
  void aroundAMessage_costsFourPartitionReads() {
    List<MessageId> ids = subject.appendSome(60, Duration.ofMinutes(5));
    EVENTS.forget();
    assertThat(subject.ids(Slice.around(ids.get(30)), 20)).hasSize(20);
    assertThat(EVENTS.partitionReads()).isEqualTo(4);
  }

  @Test
  void oneMessage_costsOneRead() {
    MessageId id = subject.append(subject.idAgo(Duration.ofDays(30), 0));
    EVENTS.forget();
    assertThat(subject.get(id)).isPresent();
    assertThat(EVENTS.partitionReads()).isOne();
  }

  /** What a quorum of the only region acknowledged, a quorum of it has. */
  @Test
  void strongReadOfOneRegion_takesAQuorum() {
    assertThat(store.spansRegions()).isFalse();
    assertThat(store.consistency(ReadLevel.STRONG)).isEqualTo("LOCAL_QUORUM");
  }

  /** Trap 19: one read that fans out to hundreds took a whole cluster down. */
  @Test
  void sparseHistory_isCappedAndSaysSo() {
    List<MessageId> oldestFirst = new ArrayList<>();
    for (int i = 40; i > 0; i--) {
      oldestFirst.add(subject.append(subject.idAgo(Duration.ofDays(11L * i), 0)));
    }
    EVENTS.forget();
    Page page = subject.page(Slice.newest(), 50);
    assertThat(page.partial()).isTrue();
    assertThat(StoreSubject.idsOf(page.messages()))
        .isEqualTo(oldestFirst.reversed().subList(0, MAX_BUCKET_READS));
    assertThat(EVENTS.count(StoreEvent.BUCKET_READ)).isEqualTo(MAX_BUCKET_READS);
    assertThat(EVENTS.count(StoreEvent.INDEX_READ)).isOne();
    assertThat(EVENTS.count(StoreEvent.PARTIAL_PAGE)).isOne();

    EVENTS.forget();
    Page around = subject.page(Slice.around(oldestFirst.get(20)), 50);
    assertThat(around.partial()).isTrue();
    // above the message, its own bucket is read for nothing
    assertThat(around.messages()).hasSize(MAX_BUCKET_READS - 1);
    assertThat(EVENTS.count(StoreEvent.BUCKET_READ)).isEqualTo(MAX_BUCKET_READS);
  }

  @Test
  void currentBucket_isIndexedOnceAndOldOnesAlways() {
    subject.appendSome(5, Duration.ofMinutes(5));
    assertThat(EVENTS.count(StoreEvent.INDEX_WRITE)).isOne();
    EVENTS.forget();
    subject.appendSome(5, Duration.ofDays(300));
    assertThat(EVENTS.count(StoreEvent.INDEX_WRITE)).isEqualTo(5);
  }

  /** An import of a bucket costs a write per batch and one for the index, not one a message. */
  @Test
  void importOfABucket_isWrittenInBatches() {
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      ids.add(subject.idAgo(Duration.ofDays(301).minusSeconds(i), 0));
    }
    BulkContract.appendAll(subject, ids);
    assertThat(EVENTS.count(StoreEvent.BATCH_WRITE)).isEqualTo(5);
    assertThat(EVENTS.count(StoreEvent.INDEX_WRITE)).isOne();
    assertThat(StoreSubject.idsOf(subject.walkOlder(Slice.newest(), 1_000)))
        .isEqualTo(ids.reversed());
  }
}
