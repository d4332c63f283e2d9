package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Body;
import dev.weir.messages.Edit;
import dev.weir.messages.MessageId;
import dev.weir.messages.Payload;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Trap 12: on equal timestamps a deletion beats a value, and of two values the same one wins on
 * every replica: the one with the greater bytes, its length first.
 */
public interface TieContract {

  StoreSubject subject();

  @Test
  default void editsOfTheSameTime_haveOneWinnerInEveryOrder() {
    long after = 1_000;
    List<Body> bodies =
        List.of(
            Body.of("b"),
            Body.of("aa"),
            Body.of("ab"),
            new Body("ab", Payload.of((byte) 1)),
            new Body("ab", Payload.of((byte) 0xff)),
            Body.of("é"));
    int sequence = 0;
    for (Body one : bodies) {
      for (Body other : bodies) {
        MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), sequence++));
        MessageId twin = subject().append(subject().idAgo(Duration.ofMinutes(5), sequence++));
        edit(id, one, id.unixMicros() + after);
        edit(id, other, id.unixMicros() + after);
        edit(twin, other, twin.unixMicros() + after);
        edit(twin, one, twin.unixMicros() + after);
        Body winner = subject().get(id).orElseThrow().body();
        assertThat(winner).as("%s and %s", one, other).isIn(one, other);
        assertThat(subject().get(twin).orElseThrow().body()).isEqualTo(winner);
      }
    }
  }

  @Test
  default void longerContentWinsATie_thenGreaterBytes() {
    assertThat(winner(Body.of("b"), Body.of("aa"))).isEqualTo(Body.of("aa"));
    assertThat(winner(Body.of("ab"), Body.of("aa"))).isEqualTo(Body.of("ab"));
    assertThat(winner(Body.of("zz"), Body.of("éa"))).isEqualTo(Body.of("éa"));
    Body small = new Body("a", Payload.of((byte) 1));
    Body great = new Body("a", Payload.of((byte) 0xff));
    assertThat(winner(small, great)).isEqualTo(great);
    assertThat(winner(great, Body.of("a"))).isEqualTo(great);
  }

  @Test
  default void deletionAndEditOfTheSameTime_deleted() {
    MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), 1));
    subject().delete(id, id.unixMicros() + 1_000);
    subject().edit(id, "e", id.unixMicros() + 1_000);
    assertThat(subject().get(id)).isEmpty();
  }

  @Test
  default void messagesOfTheSameMillisecond_areAllKept() {
    MessageId one = subject().append(subject().idAgo(Duration.ofMinutes(5), 1));
    MessageId two = subject().append(subject().idAgo(Duration.ofMinutes(5), 2));
    subject().delete(one);
    assertThat(subject().get(two)).isPresent();
  }

  private Body winner(Body one, Body other) {
    MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), 1));
    long at = subject().wall().micros() - 1_000;
    // each comparison has a time of its own, later than the one before
    subject().wall().advance(Duration.ofMillis(1));
    edit(id, one, at);
    edit(id, other, at);
    return subject().get(id).orElseThrow().body();
  }

  private void edit(MessageId id, Body body, long atMicros) {
    subject().ask(new Edit(subject().channel(), id, body, atMicros));
  }
}
