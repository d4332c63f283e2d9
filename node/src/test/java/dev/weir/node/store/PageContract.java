package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a page holds, for each of the slices. */
public interface PageContract {

  StoreSubject subject();

  @Test
  default void emptyChannel_answersTheEmptyPage() {
    MessageId some = subject().idAgo(Duration.ofDays(1), 0);
    assertThat(subject().page(Slice.newest(), 10)).isEqualTo(Page.EMPTY);
    assertThat(subject().page(Slice.before(some), 10)).isEqualTo(Page.EMPTY);
    assertThat(subject().page(Slice.after(some), 10)).isEqualTo(Page.EMPTY);
    assertThat(subject().page(Slice.since(some), 10)).isEqualTo(Page.EMPTY);
    assertThat(subject().page(Slice.since(MessageId.MAX), 10)).isEqualTo(Page.EMPTY);
    assertThat(subject().page(Slice.around(some), 10)).isEqualTo(Page.EMPTY);
    assertThat(subject().page(Slice.around(some), 1)).isEqualTo(Page.EMPTY);
    assertThat(subject().get(some)).isEmpty();
  }

  @Test
  default void channelWhoseMessagesAreAllDeleted_hasNoMessages() {
    MessageId id = subject().append(subject().idAgo(Duration.ofDays(1), 0));
    subject().delete(id);
    assertThat(subject().page(Slice.newest(), 10)).isEqualTo(Page.EMPTY);
    for (Slice slice :
        List.of(Slice.before(id), Slice.after(id), Slice.since(id), Slice.around(id))) {
      assertThat(subject().page(slice, 10).messages()).as("%s", slice).isEmpty();
    }
  }

  @Test
  default void newest_isTheLatestNewestFirst() {
    List<MessageId> newestFirst = someNewestFirst();
    assertThat(subject().ids(Slice.newest(), 3)).isEqualTo(newestFirst.subList(0, 3));
    assertThat(subject().ids(Slice.newest(), 1_000)).isEqualTo(newestFirst);
  }

  @Test
  default void before_isTheLatestBelowTheId() {
    List<MessageId> newestFirst = someNewestFirst();
    assertThat(subject().ids(Slice.before(newestFirst.get(4)), 3))
        .isEqualTo(newestFirst.subList(5, 8));
    assertThat(subject().ids(Slice.before(next(newestFirst.get(4))), 3))
        .isEqualTo(newestFirst.subList(4, 7));
    assertThat(subject().ids(Slice.before(newestFirst.getLast()), 3)).isEmpty();
    assertThat(subject().ids(Slice.before(MessageId.MAX), 1_000)).isEqualTo(newestFirst);
    assertThat(subject().ids(Slice.before(MessageId.MIN), 3)).isEmpty();
    assertThat(subject().ids(Slice.before(new MessageId(Long.MIN_VALUE)), 3)).isEmpty();
  }

  /** The trap: `&gt; X LIMIT n` on a newest-first table gives the newest n. */
  @Test
  default void after_isTheEarliestAboveTheIdStillNewestFirst() {
    List<MessageId> newestFirst = someNewestFirst();
    int size = newestFirst.size();
    assertThat(subject().ids(Slice.after(newestFirst.getLast()), 3))
        .isEqualTo(newestFirst.subList(size - 4, size - 1));
    assertThat(subject().ids(Slice.after(previous(newestFirst.getLast())), 3))
        .isEqualTo(newestFirst.subList(size - 3, size));
    assertThat(subject().ids(Slice.after(newestFirst.getFirst()), 3)).isEmpty();
    assertThat(subject().ids(Slice.after(MessageId.MIN), 1_000)).isEqualTo(newestFirst);
    assertThat(subject().ids(Slice.after(MessageId.MAX), 3)).isEmpty();
    assertThat(subject().ids(Slice.after(new MessageId(Long.MIN_VALUE)), 3))
        .isEqualTo(newestFirst.subList(size - 3, size));
  }

  @Test
  default void since_isTheLatestAboveTheIdNewestFirst() {
    List<MessageId> newestFirst = someNewestFirst();
    MessageId fifth = newestFirst.get(4);
    assertThat(subject().ids(Slice.since(fifth), 3)).isEqualTo(newestFirst.subList(0, 3));
    assertThat(subject().ids(Slice.since(fifth), 4)).isEqualTo(newestFirst.subList(0, 4));
    assertThat(subject().ids(Slice.since(fifth), 5)).isEqualTo(newestFirst.subList(0, 4));
    assertThat(subject().ids(Slice.since(previous(fifth)), 9)).isEqualTo(newestFirst.subList(0, 5));
    assertThat(subject().ids(Slice.since(next(fifth)), 9)).isEqualTo(newestFirst.subList(0, 4));
    assertThat(subject().ids(Slice.since(newestFirst.getFirst()), 3)).isEmpty();
    assertThat(subject().ids(Slice.since(MessageId.MIN), 1_000)).isEqualTo(newestFirst);
    assertThat(subject().ids(Slice.since(new MessageId(Long.MIN_VALUE)), 2))
        .isEqualTo(newestFirst.subList(0, 2));
    assertThat(subject().ids(Slice.since(MessageId.MAX), 3)).isEmpty();
  }

  @Test
  default void around_hasHalfRoundedUpAtOrBelowAndTheRestAbove() {
    List<MessageId> newestFirst = someNewestFirst();
    MessageId middle = newestFirst.get(5);
    assertThat(subject().ids(Slice.around(middle), 4)).isEqualTo(newestFirst.subList(3, 7));
    assertThat(subject().ids(Slice.around(middle), 5)).isEqualTo(newestFirst.subList(3, 8));
    assertThat(subject().ids(Slice.around(middle), 1)).containsExactly(middle);
    assertThat(subject().ids(Slice.around(middle), 2)).isEqualTo(newestFirst.subList(4, 6));
    assertThat(subject().ids(Slice.around(next(middle)), 4)).isEqualTo(newestFirst.subList(3, 7));
    assertThat(subject().ids(Slice.around(previous(middle)), 2))
        .isEqualTo(newestFirst.subList(5, 7));
    assertThat(subject().ids(Slice.around(newestFirst.getFirst()), 4))
        .isEqualTo(newestFirst.subList(0, 2));
    assertThat(subject().ids(Slice.around(MessageId.MAX), 4)).isEqualTo(newestFirst.subList(0, 2));
    assertThat(subject().ids(Slice.around(MessageId.MIN), 4))
        .isEqualTo(newestFirst.subList(newestFirst.size() - 2, newestFirst.size()));
  }

  /** Ids count down from 2015 below zero; the oldest real messages are of 2004. */
  @Test
  default void messagesFromBefore2015_sortAndPageLikeOthers() {
    List<MessageId> oldestFirst = new ArrayList<>();
    for (String day : List.of("1970-01-01", "2004-07-05", "2009-12-31", "2014-12-31")) {
      oldestFirst.add(subject().append(StoreSubject.idAt(day + "T00:00:00Z", 0)));
      oldestFirst.add(subject().append(StoreSubject.idAt(day + "T23:59:59.999Z", 1_023)));
    }
    oldestFirst.add(subject().append(StoreSubject.idAt("2015-01-01T00:00:00Z", 0)));
    List<MessageId> newestFirst = oldestFirst.reversed();
    assertThat(oldestFirst.getFirst()).isEqualTo(MessageId.MIN);
    assertThat(subject().ids(Slice.newest(), 100)).isEqualTo(newestFirst);
    assertThat(subject().ids(Slice.before(oldestFirst.get(4)), 2))
        .isEqualTo(List.of(oldestFirst.get(3), oldestFirst.get(2)));
    assertThat(subject().ids(Slice.after(oldestFirst.get(2)), 3))
        .isEqualTo(oldestFirst.subList(3, 6).reversed());
    assertThat(subject().get(MessageId.MIN)).contains(StoreSubject.messageOf(MessageId.MIN));
  }

  /** The last id of a bucket and the first one of the next are neighbours. */
  @Test
  default void borderOfTwoBuckets_losesNothing() {
    long border = new Bucket(400).first();
    List<MessageId> oldestFirst = new ArrayList<>();
    for (long value : new long[] {border - 2, border - 1, border, border + 1}) {
      oldestFirst.add(subject().append(new MessageId(value)));
    }
    for (int limit = 1; limit <= 5; limit++) {
      assertThat(StoreSubject.idsOf(subject().walkOlder(Slice.newest(), limit)))
          .isEqualTo(oldestFirst.reversed());
      assertThat(StoreSubject.idsOf(subject().walkNewer(new Slice.After(MessageId.MIN), limit)))
          .isEqualTo(oldestFirst);
      assertThat(StoreSubject.idsOf(subject().walkOlder(Slice.since(new MessageId(border)), limit)))
          .isEqualTo(oldestFirst.reversed());
    }
    for (int i = 0; i < 4; i++) {
      assertThat(subject().ids(Slice.since(oldestFirst.get(i)), 5))
          .isEqualTo(oldestFirst.subList(i + 1, 4).reversed());
    }
    assertThat(subject().ids(Slice.around(new MessageId(border)), 4))
        .isEqualTo(List.of(border + 1, border, border - 1).stream().map(MessageId::new).toList());
  }

  @Test
  default void channels_doNotMix() {
    MessageId id = subject().append(subject().idAgo(Duration.ofDays(1), 0));
    var other = new StoreSubject(subject().store(), subject().wall(), System::nanoTime);
    assertThat(other.page(Slice.newest(), 10)).isEqualTo(Page.EMPTY);
    assertThat(other.get(id)).isEmpty();
    other.delete(id);
    assertThat(subject().get(id)).isPresent();
  }

  /** Twelve messages: some a second apart, some years, in seven buckets. */
  private List<MessageId> someNewestFirst() {
    List<MessageId> oldestFirst = new ArrayList<>();
    for (int days : new int[] {4_000, 900, 899, 60, 30, 0}) {
      oldestFirst.addAll(subject().appendSome(2, Duration.ofDays(days).plusSeconds(10)));
    }
    return oldestFirst.reversed();
  }

  private static MessageId next(MessageId id) {
    return new MessageId(id.value() + 1);
  }

  private static MessageId previous(MessageId id) {
    return new MessageId(id.value() - 1);
  }
}
