package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How pages continue: every message exactly once, in order, in both directions, for ever. */
public interface CursorContract {

  StoreSubject subject();

  @Test
  default void olderCursorsFromTheNewest_giveEveryMessageOnceInOrder() {
    List<MessageId> oldestFirst = manyOldestFirst();
    for (int limit : new int[] {1, 2, 7, 50, 1_000}) {
      List<Message> walked = subject().walkOlder(Slice.newest(), limit);
      assertThat(StoreSubject.idsOf(walked)).as("by %d", limit).isEqualTo(oldestFirst.reversed());
      assertThat(walked).allMatch(message -> message.equals(StoreSubject.messageOf(message.id())));
    }
  }

  @Test
  default void newerCursorsFromTheFirst_giveEveryMessageOnceInOrder() {
    List<MessageId> oldestFirst = manyOldestFirst();
    for (int limit : new int[] {1, 2, 7, 50, 1_000}) {
      List<Message> walked = subject().walkNewer(new Slice.After(MessageId.MIN), limit);
      assertThat(StoreSubject.idsOf(walked)).as("by %d", limit).isEqualTo(oldestFirst);
    }
  }

  @Test
  default void aroundContinues_inBothDirectionsWithoutGapOrRepetition() {
    List<MessageId> oldestFirst = manyOldestFirst();
    for (int limit : new int[] {1, 2, 5, 20}) {
      MessageId middle = oldestFirst.get(oldestFirst.size() / 2);
      Page page = subject().page(Slice.around(middle), limit);
      List<Message> all = new ArrayList<>();
      all.addAll(subject().walkNewer(page.newer().orElseThrow(), limit).reversed());
      all.addAll(page.messages());
      all.addAll(subject().walkOlder(page.older().orElseThrow(), limit));
      assertThat(StoreSubject.idsOf(all)).as("by %d", limit).isEqualTo(oldestFirst.reversed());
    }
  }

  /** Through the id and below it, whether or not the page got there. */
  @Test
  default void sinceContinues_inBothDirectionsWithoutGapOrRepetition() {
    List<MessageId> oldestFirst = manyOldestFirst();
    for (int index : new int[] {0, 5, 20, 38, 39}) {
      for (long nextTo : new long[] {-1, 0, 1}) {
        MessageId id = new MessageId(oldestFirst.get(index).value() + nextTo);
        for (int limit : new int[] {1, 2, 7, 50}) {
          assertThat(StoreSubject.idsOf(subject().walkOlder(Slice.since(id), limit)))
              .as("since %s by %d", id, limit)
              .isEqualTo(oldestFirst.reversed());
        }
      }
    }
    Page page = subject().page(Slice.since(oldestFirst.get(20)), 50);
    assertThat(page.older()).contains(new Slice.Before(next(oldestFirst.get(20))));
    assertThat(page.newer()).contains(new Slice.After(oldestFirst.getLast()));
    Page filled = subject().page(Slice.since(oldestFirst.get(20)), 3);
    assertThat(subject().ids(filled.older().orElseThrow(), 2))
        .containsExactly(oldestFirst.get(36), oldestFirst.get(35));
  }

  @Test
  default void pageSinceTheNewest_followsTheChannelFromThere() {
    MessageId first = subject().append(subject().idAgo(Duration.ofMinutes(5), 0));
    Page none = subject().page(Slice.since(first), 5);
    assertThat(none.messages()).isEmpty();
    assertThat(none.partial()).isFalse();
    assertThat(none.newer()).contains(new Slice.After(first));
    assertThat(none.older()).contains(new Slice.Before(next(first)));
    MessageId second = subject().append(subject().idAgo(Duration.ZERO, 0));
    assertThat(subject().ids(none.newer().orElseThrow(), 5)).containsExactly(second);
    assertThat(subject().ids(none.older().orElseThrow(), 5)).containsExactly(first);
  }

  @Test
  default void pageOfAll_hasNoOlder() {
    List<MessageId> ids = subject().appendSome(5, Duration.ofMinutes(5));
    assertThat(subject().page(Slice.newest(), 6).older()).isEmpty();
    assertThat(subject().page(Slice.newest(), 5).older()).isEmpty();
    assertThat(subject().page(Slice.newest(), 4).older()).isPresent();
    assertThat(subject().page(Slice.before(ids.get(4)), 4).older()).isEmpty();
    assertThat(subject().page(Slice.before(ids.get(4)), 3).older()).isPresent();
    assertThat(subject().page(Slice.around(ids.get(0)), 4).older()).isEmpty();
    assertThat(subject().page(Slice.before(ids.get(0)), 4).older()).isEmpty();
  }

  @Test
  default void pageFilled_isNotPartial() {
    subject().appendSome(5, Duration.ofMinutes(5));
    for (int limit = 1; limit <= 6; limit++) {
      assertThat(subject().page(Slice.newest(), limit).partial()).isFalse();
      assertThat(subject().page(Slice.after(MessageId.MIN), limit).partial()).isFalse();
      assertThat(subject().page(Slice.since(MessageId.MIN), limit).partial()).isFalse();
    }
  }

  @Test
  default void newerCursor_followsTheChannel() {
    subject().appendSome(3, Duration.ofMinutes(5));
    Slice.After next = subject().page(Slice.newest(), 2).newer().orElseThrow();
    for (int i = 0; i < 5; i++) {
      assertThat(subject().page(next, 10).messages()).isEmpty();
      next = subject().page(next, 10).newer().orElseThrow();
      subject().wall().advance(Duration.ofDays(3));
      MessageId id = subject().append(subject().idAgo(Duration.ZERO, 0));
      Page page = subject().page(next, 10);
      assertThat(StoreSubject.idsOf(page.messages())).containsExactly(id);
      next = page.newer().orElseThrow();
    }
  }

  /** An id of the future as a bound must not become a cursor that waits for the future. */
  @Test
  default void newerCursorOfAPageFromTheFuture_followsThePresent() {
    MessageId first = subject().append(subject().idAgo(Duration.ofMinutes(5), 0));
    List<Page> pages =
        List.of(
            subject().page(Slice.before(MessageId.MAX), 5),
            subject().page(Slice.around(MessageId.MAX), 5),
            subject().page(Slice.around(MessageId.MAX), 1));
    MessageId second = subject().append(subject().idAgo(Duration.ZERO, 0));
    for (Page page : pages) {
      assertThat(StoreSubject.idsOf(page.messages())).containsExactly(first);
      assertThat(subject().ids(page.newer().orElseThrow(), 5)).containsExactly(second);
    }
  }

  @Test
  default void emptyPages_stillContinueWhereMessagesAre() {
    List<MessageId> ids = subject().appendSome(3, Duration.ofDays(100));
    Page below = subject().page(Slice.before(ids.getFirst()), 5);
    assertThat(below.messages()).isEmpty();
    assertThat(StoreSubject.idsOf(subject().walkNewer(below.newer().orElseThrow(), 2)))
        .isEqualTo(ids);
    Page above = subject().page(Slice.after(ids.getLast()), 5);
    assertThat(above.messages()).isEmpty();
    assertThat(StoreSubject.idsOf(subject().walkOlder(above.older().orElseThrow(), 2)))
        .isEqualTo(ids.reversed());
  }

  @Test
  default void olderCursorOfAPageAfter_continuesBelowIt() {
    List<MessageId> ids = subject().appendSome(9, Duration.ofMinutes(5));
    Page page = subject().page(Slice.after(ids.get(4)), 2);
    assertThat(StoreSubject.idsOf(page.messages())).containsExactly(ids.get(6), ids.get(5));
    assertThat(StoreSubject.idsOf(subject().walkOlder(page.older().orElseThrow(), 3)))
        .isEqualTo(ids.subList(0, 5).reversed());
  }

  private static MessageId next(MessageId id) {
    return new MessageId(id.value() + 1);
  }

  /** Forty messages in bursts, in fourteen buckets of twelve years. */
  private List<MessageId> manyOldestFirst() {
    List<MessageId> ids = new ArrayList<>();
    int[] burst = {1, 5, 2, 3, 1, 4, 2, 6, 1, 1, 5, 2, 4, 3};
    for (int i = 0; i < burst.length; i++) {
      Duration ago = Duration.ofDays(4_500L - i * 340L);
      ids.addAll(subject().appendSome(burst[i], ago));
    }
    return ids;
  }
}
