package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.MessageId;
import dev.weir.messages.Slice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Traps 11, 14 and 17: every write is an upsert whose columns win one by one; times are the
 * writers', never the database's; deletions outlive late writers.
 */
public interface UpsertContract {

  StoreSubject subject();

  @Test
  default void append_isFound() {
    MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), 1));
    assertThat(subject().get(id)).contains(StoreSubject.messageOf(id));
    assertThat(subject().page(Slice.newest(), 10).messages())
        .containsExactly(StoreSubject.messageOf(id));
  }

  @Test
  default void edit_replacesTheBodyAndSaysWhen() {
    MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), 1));
    long at = id.unixMicros() + 1_234_567;
    subject().edit(id, "better", at);
    var message = subject().get(id).orElseThrow();
    assertThat(message.content()).isEqualTo("better");
    assertThat(message.author()).isEqualTo(StoreSubject.authorOf(id));
    assertThat(message.editedAt().orElseThrow().toEpochMilli()).isEqualTo(at / 1_000);
    assertThat(message.editedAt().orElseThrow().getNano() / 1_000 % 1_000).isEqualTo(at % 1_000);
  }

  @Test
  default void lateOlderEdit_losesAgainstTheNewerOne() {
    MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), 1));
    subject().edit(id, "second", id.unixMicros() + 2_000);
    subject().edit(id, "first", id.unixMicros() + 1_000);
    assertThat(subject().get(id).orElseThrow().content()).isEqualTo("second");
  }

  @Test
  default void editBeforeAppend_showsTheEdit() {
    MessageId id = subject().idAgo(Duration.ofMinutes(5), 1);
    subject().edit(id, "edited", id.unixMicros() + 1_000);
    assertThat(subject().get(id)).isEmpty();
    assertThat(subject().page(Slice.newest(), 10).messages()).isEmpty();
    subject().append(id);
    assertThat(subject().get(id).orElseThrow().content()).isEqualTo("edited");
    assertThat(subject().ids(Slice.newest(), 10)).containsExactly(id);
  }

  @Test
  default void editAfterDelete_staysDeleted() {
    MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), 1));
    subject().delete(id, id.unixMicros() + 1_000);
    subject().edit(id, "back again?", id.unixMicros() + 2_000);
    assertThat(subject().get(id)).isEmpty();
    assertThat(subject().page(Slice.newest(), 10).messages()).isEmpty();
  }

  @Test
  default void deleteBeforeAppend_staysDeleted() {
    MessageId id = subject().idAgo(Duration.ofMinutes(5), 1);
    subject().delete(id);
    subject().append(id);
    assertThat(subject().get(id)).isEmpty();
  }

  @Test
  default void appendEditAndDelete_inEveryOrder_endDeleted() {
    record Step(String name, java.util.function.Consumer<MessageId> run) {}
    int sequence = 0;
    for (long editAfter : List.of(1_000L, 2_000L, 3_000L)) {
      var steps =
          List.of(
              new Step("append", id -> subject().append(id)),
              new Step("edit", id -> subject().edit(id, "e", id.unixMicros() + editAfter)),
              new Step("delete", id -> subject().delete(id, id.unixMicros() + 2_000)));
      for (int[] order :
          List.of(
              new int[] {0, 1, 2},
              new int[] {0, 2, 1},
              new int[] {1, 0, 2},
              new int[] {1, 2, 0},
              new int[] {2, 0, 1},
              new int[] {2, 1, 0})) {
        MessageId id = subject().idAgo(Duration.ofMinutes(5), sequence++);
        StringBuilder story = new StringBuilder();
        for (int step : order) {
          steps.get(step).run().accept(id);
          story.append(steps.get(step).name()).append(' ');
        }
        assertThat(subject().get(id)).as(story + "edit +" + editAfter + " µs").isEmpty();
      }
    }
    assertThat(subject().page(Slice.newest(), 50).messages()).isEmpty();
  }

  @Test
  default void halfRows_takeNoPlaceInPages() {
    List<MessageId> ids = subject().appendSome(30, Duration.ofMinutes(5));
    for (int i = 0; i < 30; i += 2) {
      subject().delete(ids.get(i));
      subject().edit(ids.get(i), "zombie", ids.get(i).unixMicros() + 5_000);
    }
    List<MessageId> alive = new java.util.ArrayList<>();
    for (int i = 29; i > 0; i -= 2) {
      alive.add(ids.get(i));
    }
    assertThat(StoreSubject.idsOf(subject().walkOlder(Slice.newest(), 4))).isEqualTo(alive);
    assertThat(subject().ids(Slice.newest(), 15)).isEqualTo(alive);
  }

  @Test
  default void oldHalfRow_readAgainAndAgain_staysInvisible() {
    MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), 1));
    MessageId other = subject().append(subject().idAgo(Duration.ofMinutes(4), 1));
    subject().delete(id);
    subject().edit(id, "zombie", id.unixMicros() + 5_000);
    subject().wall().advance(Duration.ofDays(2));
    for (int i = 0; i < 3; i++) {
      assertThat(subject().ids(Slice.newest(), 10)).containsExactly(other);
      assertThat(subject().get(id)).isEmpty();
    }
  }

  /**
   * An import may bring the edits of old messages before the messages. The edits' times are old
   * then, which must not make them look like what is left of deleted messages.
   */
  @Test
  default void oldEditReadBeforeItsMessageArrives_isKept() {
    MessageId id = StoreSubject.idAt("2013-02-02T02:02:02Z", 3);
    MessageId other = subject().append(StoreSubject.idAt("2013-02-02T02:02:02Z", 4));
    subject().edit(id, "edited", id.unixMicros() + 1_000);
    for (int i = 0; i < 5; i++) {
      assertThat(subject().ids(Slice.newest(), 10)).containsExactly(other);
      assertThat(subject().get(id)).isEmpty();
    }
    subject().append(id);
    assertThat(subject().get(id).orElseThrow().content()).isEqualTo("edited");
    assertThat(subject().ids(Slice.newest(), 10)).containsExactly(other, id);
  }

  /** Trap 14: were rows dated by the database's clock, this deletion would lie before them. */
  @Test
  default void deletionDatedLongAgo_deletesWhatWasWrittenNow() {
    MessageId id = subject().append(StoreSubject.idAt("2020-02-02T02:02:02Z", 3));
    subject().delete(id, id.unixMicros() + 1);
    assertThat(subject().get(id)).isEmpty();
  }

  /** Trap 17: a late repetition of the append, days after the deletion. */
  @Test
  default void lateAppend_daysAfterTheDeletion_staysDeleted() {
    MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), 1));
    subject().delete(id);
    subject().wall().advance(Duration.ofDays(9));
    subject().append(id);
    assertThat(subject().get(id)).isEmpty();
    assertThat(subject().page(Slice.newest(), 10).messages()).isEmpty();
  }
}
