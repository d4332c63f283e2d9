package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Body;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Payload;
import dev.weir.messages.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Traps 16 and 19: what a page may cost is bounded, and pages that end early continue. */
public interface LimitContract {

  int LARGE_BYTES = 64 * 1024;

  StoreSubject subject();

  @Test
  default void page_staysBelowTheBytesOfAFrame() {
    List<MessageId> ids = appendLarge(30, LARGE_BYTES);
    Page page = subject().page(Slice.newest(), 100);
    assertThat(page.partial()).isTrue();
    assertThat(bytes(page)).isLessThanOrEqualTo(Page.MAX_BYTES);
    assertThat(page.messages()).hasSize(Page.MAX_BYTES / LARGE_BYTES);
    assertThat(StoreSubject.idsOf(subject().walkOlder(Slice.newest(), 100)))
        .isEqualTo(ids.reversed());
    assertThat(StoreSubject.idsOf(subject().walkNewer(new Slice.After(MessageId.MIN), 100)))
        .isEqualTo(ids);
  }

  @Test
  default void pageAround_staysBelowTheBytesOfAFrame() {
    List<MessageId> ids = appendLarge(20, LARGE_BYTES);
    Page page = subject().page(Slice.around(ids.get(10)), 20);
    assertThat(bytes(page)).isLessThanOrEqualTo(Page.MAX_BYTES);
    assertThat(page.partial()).isTrue();
    List<Message> all = new ArrayList<>();
    all.addAll(subject().walkNewer(page.newer().orElseThrow(), 5).reversed());
    all.addAll(page.messages());
    all.addAll(subject().walkOlder(page.older().orElseThrow(), 5));
    assertThat(StoreSubject.idsOf(all)).isEqualTo(ids.reversed());
  }

  @Test
  default void largestMessages_comeOneByOne() {
    List<MessageId> ids = appendLarge(3, Body.MAX_BYTES);
    assertThat(subject().ids(Slice.newest(), 10)).containsExactly(ids.get(2));
    assertThat(subject().ids(Slice.after(MessageId.MIN), 10)).containsExactly(ids.get(0));
    Page around = subject().page(Slice.around(ids.get(1)), 2);
    assertThat(StoreSubject.idsOf(around.messages())).containsExactly(ids.get(1));
    assertThat(around.partial()).isTrue();
    assertThat(subject().ids(around.newer().orElseThrow(), 10)).containsExactly(ids.get(2));
    assertThat(StoreSubject.idsOf(subject().walkOlder(Slice.newest(), 10)))
        .isEqualTo(ids.reversed());
  }

  @Test
  default void oneLiveMessageAmongManyDeleted_isFound() {
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      ids.add(subject().idAgo(Duration.ofDays(3).minusSeconds(i), i % 1_024));
    }
    BulkContract.appendAll(subject(), ids);
    List<MessageId> deleted = ids.subList(1, ids.size());
    long at = subject().wall().micros();
    for (int from = 0; from < deleted.size(); from += DeleteBulk.MAX_IDS) {
      List<MessageId> some =
          deleted.subList(from, Math.min(deleted.size(), from + DeleteBulk.MAX_IDS));
      subject().ask(new DeleteBulk(subject().channel(), new DeleteBulk.Ids(some), at));
    }
    assertThat(StoreSubject.idsOf(subject().walkOlder(Slice.newest(), 50)))
        .containsExactly(ids.getFirst());
    assertThat(StoreSubject.idsOf(subject().walkNewer(new Slice.After(ids.getFirst()), 50)))
        .isEmpty();
  }

  @Test
  default void thousandMessages_fitInAPage() {
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < 1_003; i++) {
      ids.add(subject().idAgo(Duration.ofHours(3).minusSeconds(i), 0));
    }
    BulkContract.appendAll(subject(), ids);
    Page page = subject().page(Slice.newest(), 1_000);
    assertThat(StoreSubject.idsOf(page.messages())).isEqualTo(ids.subList(3, 1_003).reversed());
    assertThat(page.partial()).isFalse();
    assertThat(StoreSubject.idsOf(subject().page(page.older().orElseThrow(), 1_000).messages()))
        .isEqualTo(ids.subList(0, 3).reversed());
  }

  /** A message a fortnight for years: pages may be partial, but nothing is lost. */
  @Test
  default void manySparseBuckets_areWalkedInBoundedSteps() {
    List<MessageId> oldestFirst = new ArrayList<>();
    for (int i = 60; i > 0; i--) {
      oldestFirst.add(subject().append(subject().idAgo(Duration.ofDays(15L * i), 0)));
    }
    assertThat(StoreSubject.idsOf(subject().walkOlder(Slice.newest(), 50)))
        .isEqualTo(oldestFirst.reversed());
    assertThat(StoreSubject.idsOf(subject().walkNewer(new Slice.After(MessageId.MIN), 50)))
        .isEqualTo(oldestFirst);
    Page page = subject().page(Slice.around(oldestFirst.get(30)), 100);
    assertThat(page.messages()).isNotEmpty();
    Optional<Slice.Before> older = page.older();
    assertThat(page.partial() || older.isEmpty()).isTrue();
  }

  private List<MessageId> appendLarge(int count, int bytes) {
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      MessageId id = subject().idAgo(Duration.ofMinutes(50L - i), 0);
      Body body = new Body("x".repeat(bytes / 2), Payload.of(new byte[bytes - bytes / 2]));
      ids.add(subject().append(id, body));
    }
    return ids;
  }

  private static long bytes(Page page) {
    return page.messages().stream().mapToLong(message -> message.body().bytes()).sum();
  }
}
