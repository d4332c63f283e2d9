package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.Edit;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Payload;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contents and payloads come back as they were given. */
public interface ContentContract {

  StoreSubject subject();

  @Test
  default void anyContent_comesBack() {
    List<Body> bodies =
        List.of(
            Body.of(""),
            Body.of(" \t\r\n\u0000"),
            Body.of("Grüße, 你好, שלום, 👩‍👩‍👧‍👦 e\u0301 \uFEFF\u202E"),
            Body.of("'; DROP TABLE messages; --"),
            Body.of("ß".repeat(32 * 1024)),
            Body.of("😀".repeat(16 * 1024)),
            new Body("", Payload.of((byte) 0)),
            new Body("both", Payload.of(everyByte())));
    for (int i = 0; i < bodies.size(); i++) {
      MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), i), bodies.get(i));
      assertThat(subject().get(id).orElseThrow().body()).isEqualTo(bodies.get(i));
      MessageId edited = subject().append(subject().idAgo(Duration.ofMinutes(4), i));
      subject().ask(new Edit(subject().channel(), edited, bodies.get(i), edited.unixMicros() + 1));
      assertThat(subject().get(edited).orElseThrow().body()).isEqualTo(bodies.get(i));
    }
  }

  @Test
  default void anyAuthor_comesBack() {
    int sequence = 0;
    for (long author : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      MessageId id = subject().idAgo(Duration.ofMinutes(5), sequence++);
      Message message = Message.created(id, author, Body.of("x"));
      subject().ask(new AppendAll(subject().channel(), List.of(message)));
      assertThat(subject().get(id)).contains(message);
    }
  }

  @Test
  default void editWithoutPayload_takesThePayloadAway() {
    MessageId id =
        subject()
            .append(
                subject().idAgo(Duration.ofMinutes(5), 1), new Body("a", Payload.of(everyByte())));
    subject().edit(id, "b", id.unixMicros() + 1);
    assertThat(subject().get(id).orElseThrow().body()).isEqualTo(Body.of("b"));
  }

  @Test
  default void largeMessagesAtOnce_areAllKept() {
    List<Message> large =
        java.util.stream.IntStream.range(0, 11)
            .mapToObj(i -> subject().idAgo(Duration.ofMinutes(50L - i), i))
            .map(id -> Message.created(id, 1, Body.of(("" + id.sequence() % 10).repeat(65_536))))
            .toList();
    subject().ask(new AppendAll(subject().channel(), large));
    for (Message message : large) {
      assertThat(subject().get(message.id())).contains(message);
    }
  }

  private static byte[] everyByte() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
