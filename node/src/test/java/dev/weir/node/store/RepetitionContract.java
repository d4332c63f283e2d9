package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Edit;
import dev.weir.messages.MessageId;
import dev.weir.messages.Slice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Traps 15 and 28: a write whose outcome is unknown is sent again, and has the effect of one; an
 * append that is repeated after its deletion does not bring the message back.
 */
public interface RepetitionContract {

  StoreSubject subject();

  @Test
  default void appendTwice_isOneMessage() {
    MessageId id = subject().idAgo(Duration.ofMinutes(5), 1);
    subject().append(id);
    subject().append(id);
    assertThat(subject().page(Slice.newest(), 10).messages())
        .containsExactly(StoreSubject.messageOf(id));
  }

  @Test
  default void appendRepeatedAfterAnEdit_keepsTheEdit() {
    MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), 1));
    subject().edit(id, "edited", id.unixMicros() + 1_000);
    subject().append(id);
    assertThat(subject().get(id).orElseThrow().content()).isEqualTo("edited");
  }

  @Test
  default void editAndDeleteTwice_haveTheEffectOfOne() {
    MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), 1));
    var edit = new Edit(subject().channel(), id, Body.of("e"), id.unixMicros() + 1_000);
    subject().ask(edit);
    subject().ask(edit);
    assertThat(subject().get(id).orElseThrow().content()).isEqualTo("e");
    var delete = new Delete(subject().channel(), id, id.unixMicros() + 2_000);
    subject().ask(delete);
    subject().ask(edit);
    subject().ask(delete);
    assertThat(subject().get(id)).isEmpty();
  }

  @Test
  default void appendRepeatedAfterItsDeletion_staysDeleted() {
    MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), 1));
    subject().delete(id, id.unixMicros() + 1);
    subject().append(id);
    subject().ask(new AppendAll(subject().channel(), List.of(StoreSubject.messageOf(id))));
    assertThat(subject().get(id)).isEmpty();
    assertThat(subject().page(Slice.newest(), 10).messages()).isEmpty();
  }

  @Test
  default void appendRepeatedAfterABulkDeletion_staysDeleted() {
    List<MessageId> ids = subject().appendSome(4, Duration.ofMinutes(5));
    long at = subject().wall().micros();
    subject()
        .ask(
            new DeleteBulk(
                subject().channel(), new DeleteBulk.Ids(List.of(ids.get(0), ids.get(1))), at));
    subject().deleteBelow(ids.get(3), at);
    ids.forEach(id -> subject().append(id));
    assertThat(subject().ids(Slice.newest(), 10)).containsExactly(ids.get(3));
  }

  @Test
  default void bulkDeletionTwice_hasTheEffectOfOne() {
    List<MessageId> ids = subject().appendSome(3, Duration.ofMinutes(5));
    long at = subject().wall().micros();
    subject().deleteBelow(ids.get(2), at);
    subject().deleteBelow(ids.get(2), at);
    assertThat(subject().ids(Slice.newest(), 10)).containsExactly(ids.get(2));
  }
}
