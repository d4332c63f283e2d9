package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trap 18: what a store remembers about empty times must never hide a message. */
public interface EmptyBucketContract {

  StoreSubject subject();

  @Test
  default void emptiedBucketThatIsWrittenAgain_showsItsMessages() {
    MessageId recent = subject().append(subject().idAgo(Duration.ofHours(1), 0));
    for (int round = 0; round < 4; round++) {
      MessageId old = subject().append(subject().idAgo(Duration.ofDays(200), round));
      assertThat(subject().ids(Slice.newest(), 10)).containsExactly(recent, old);
      subject().delete(old);
      for (int read = 0; read < 3; read++) {
        assertThat(subject().ids(Slice.newest(), 10)).containsExactly(recent);
        assertThat(subject().ids(Slice.after(MessageId.MIN), 10)).containsExactly(recent);
      }
      subject().wall().advance(Duration.ofMinutes(11));
    }
    MessageId last = subject().append(subject().idAgo(Duration.ofDays(200), 9));
    assertThat(subject().ids(Slice.newest(), 10)).containsExactly(recent, last);
  }

  @Test
  default void newestBucketEmptied_isWrittenOn() {
    MessageId only = subject().append(subject().idAgo(Duration.ofDays(300), 0));
    subject().delete(only);
    for (int read = 0; read < 3; read++) {
      assertThat(subject().page(Slice.newest(), 10)).isEqualTo(Page.EMPTY);
    }
    MessageId next = subject().append(subject().idAgo(Duration.ofDays(300), 1));
    assertThat(subject().ids(Slice.newest(), 10)).containsExactly(next);
  }

  @Test
  default void emptiedPast_endsThePageWithoutFurtherMessages() {
    List<MessageId> ids = new ArrayList<>();
    for (int i = 30; i > 0; i--) {
      ids.add(subject().append(subject().idAgo(Duration.ofDays(20L * i), 0)));
    }
    ids.subList(0, 29).forEach(id -> subject().delete(id));
    for (int read = 0; read < 3; read++) {
      assertThat(StoreSubject.idsOf(subject().walkOlder(Slice.newest(), 5)))
          .containsExactly(ids.getLast());
      assertThat(StoreSubject.idsOf(subject().walkNewer(new Slice.After(MessageId.MIN), 5)))
          .containsExactly(ids.getLast());
    }
  }

  @Test
  default void oldMessagesArrivingLate_areSeenAtOnce() {
    MessageId recent = subject().append(subject().idAgo(Duration.ofHours(1), 0));
    List<MessageId> expected = new ArrayList<>(List.of(recent));
    for (int i = 1; i <= 10; i++) {
      expected.add(subject().append(subject().idAgo(Duration.ofDays(100L * i), 0)));
      assertThat(subject().ids(Slice.newest(), 20)).isEqualTo(expected);
    }
  }
}
