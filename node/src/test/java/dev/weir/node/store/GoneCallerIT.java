package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Append;
import dev.weir.messages.Call;
import dev.weir.messages.Channels;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Request;
import dev.weir.messages.Slice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database does no more for a reader that is gone; what a writer asked for is done. */
final class GoneCallerIT {

  private static final SettableWall WALL = CqlStores.wall();
  private static final RecordingEvents EVENTS = new RecordingEvents();
  private static CqlStore store;

  private final StoreSubject subject = new StoreSubject(store, WALL, System::nanoTime);

  @BeforeAll
  static void open() {
    store = CqlStores.open(CqlStores.settings(), WALL, EVENTS);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @BeforeEach
  void appendToThreeBuckets() {
    for (int days : new int[] {60, 40, 20}) {
      subject.appendSome(2, Duration.ofDays(days));
    }
    EVENTS.forget();
  }

  @Test
  void callerGoneAtOnce_readsNothing() {
    for (Request<?> read :
        List.of(
            new History(subject.channel(), Slice.newest(), 5),
            new Get(subject.channel(), subject.idAgo(Duration.ofDays(20), 0)),
            new Channels(Optional.empty(), 5))) {
      subject.refuses(ErrorCode.DEADLINE_EXCEEDED, read, goneAfter(0));
    }
    assertThat(EVENTS.partitionReads()).isZero();
  }

  @Test
  void callerGoneAfterTheIndex_readsNoBucket() {
    for (Slice slice :
        List.of(
            Slice.newest(),
            Slice.before(MessageId.MAX),
            Slice.after(MessageId.MIN),
            Slice.since(MessageId.MIN))) {
      EVENTS.forget();
      subject.refuses(
          ErrorCode.DEADLINE_EXCEEDED, new History(subject.channel(), slice, 5), goneAfter(1));
      assertThat(EVENTS.count(StoreEvent.INDEX_READ)).as("%s", slice).isOne();
      assertThat(EVENTS.count(StoreEvent.BUCKET_READ)).as("%s", slice).isZero();
    }
  }

  @Test
  void callerGoneAfterOneSide_hasTheOtherOneNotRead() {
    History around = new History(subject.channel(), Slice.around(new MessageId(0)), 5);
    subject.refuses(ErrorCode.DEADLINE_EXCEEDED, around, goneAfter(1));
    assertThat(EVENTS.partitionReads()).isOne();
  }

  /** Not even what was read is answered: nobody would get it. */
  @Test
  void callerGoneAfterABucket_hasTheNextOneNotRead() {
    subject.refuses(
        ErrorCode.DEADLINE_EXCEEDED,
        new History(subject.channel(), Slice.newest(), 5),
        goneAfter(2));
    assertThat(EVENTS.count(StoreEvent.BUCKET_READ)).isOne();
    assertThat(EVENTS.count(StoreEvent.PARTIAL_PAGE)).isZero();
  }

  @Test
  void callerGoneAfterTheLastBucket_isAnswered() {
    assertThat(
            subject.ask(new History(subject.channel(), Slice.newest(), 2), goneAfter(2)).messages())
        .hasSize(2);
  }

  @Test
  void writesOfCallersThatAreGone_areDone() {
    MessageId id = subject.idAgo(Duration.ofDays(1), 0);
    long at = id.unixMicros() + 1_000;
    Append append = subject.appendOf(id);
    subject.ask(append, goneAfter(0));
    subject.ask(new Edit(subject.channel(), id, append.body(), at), goneAfter(0));
    assertThat(subject.get(id)).isPresent();
    subject.ask(
        new DeleteBulk(subject.channel(), new DeleteBulk.Before(id), WALL.micros()), goneAfter(0));
    assertThat(subject.ids(Slice.newest(), 5)).containsExactly(id);
    subject.ask(
        new DeleteBulk(subject.channel(), new DeleteBulk.Ids(List.of(id)), at), goneAfter(0));
    assertThat(subject.get(id)).isEmpty();
  }

  /** A call of somebody who is gone once so many partitions were read. */
  private Call goneAfter(int reads) {
    return subject.call().with(() -> EVENTS.partitionReads() >= reads);
  }
}
