package dev.weir.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.topology.ChannelId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request refuses to be, with the value and its bounds in the message. */
class RequestsTest {

  private static final ChannelId CHANNEL = new ChannelId(42);
  private static final MessageId ID = MessageId.of(1_700_000_000_000L, 0, 0, 0);
  private static final MessageId TOO_OLD = new MessageId(MessageId.MIN.value() - 1);
  private static final Body BODY = Body.of("hello");
  private static final long AT = ID.unixMicros();

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1_001, Integer.MAX_VALUE})
  void limit_isBounded(int limit) {
    refused(() -> new History(CHANNEL, Slice.newest(), limit), "limit " + limit);
    refused(() -> new Channels(Optional.empty(), limit), "limit " + limit);
  }

  @Test
  void limit_atItsBounds() {
    assertThat(new History(CHANNEL, Slice.newest(), 1).limit()).isEqualTo(1);
    assertThat(new History(CHANNEL, Slice.newest(), 1_000).limit()).isEqualTo(1_000);
  }

  @Test
  void edit_andDelete_areLaterThanTheirMessage() {
    refused(() -> new Edit(CHANNEL, ID, BODY, AT), "not later");
    refused(() -> new Delete(CHANNEL, ID, AT), "not later");
    refused(() -> new DeleteBulk(CHANNEL, new DeleteBulk.Before(ID), AT), "not later");
    DeleteBulk.Ids ids = new DeleteBulk.Ids(List.of(MessageId.MIN, ID));
    refused(() -> new DeleteBulk(CHANNEL, ids, AT), "not later");
    assertThat(new Delete(CHANNEL, ID, AT + 1).atMicros()).isEqualTo(AT + 1);
    assertThat(new DeleteBulk(CHANNEL, ids, AT + 1).selection()).isEqualTo(ids);
  }

  @Test
  void write_isNotOlderThan1970() {
    refused(() -> new Append(CHANNEL, TOO_OLD, 1, BODY), "before 1970");
    refused(() -> new Edit(CHANNEL, TOO_OLD, BODY, AT), "before 1970");
    refused(() -> new Delete(CHANNEL, TOO_OLD, AT), "before 1970");
    refused(
        () -> new AppendAll(CHANNEL, List.of(Message.created(TOO_OLD, 1, BODY))), "before 1970");
  }

  @Test
  void bulkDelete_takes1To500Ids() {
    refused(() -> new DeleteBulk.Ids(List.of()), "0 ids");
    refused(() -> new DeleteBulk.Ids(Collections.nCopies(501, ID)), "501 ids");
    assertThat(new DeleteBulk.Ids(Collections.nCopies(500, ID)).ids()).hasSize(500);
  }

  @Test
  void appendAll_isBoundedInMessagesAndBytes() {
    Message message = Message.created(ID, 1, BODY);
    refused(() -> new AppendAll(CHANNEL, List.of()), "0 messages");
    refused(() -> new AppendAll(CHANNEL, Collections.nCopies(501, message)), "501 messages");

    Message large = Message.created(ID, 1, Body.of("x".repeat(AppendAll.MAX_BYTES / 2)));
    assertThat(new AppendAll(CHANNEL, List.of(large, large)).messages()).hasSize(2);
    refused(() -> new AppendAll(CHANNEL, List.of(large, large, message)), "786437 bytes");
  }

  @Test
  void appendAll_takesNoEditedMessages() {
    Message edited = new Message(ID, 1, BODY, Optional.of(Instant.EPOCH));
    refused(() -> new AppendAll(CHANNEL, List.of(edited)), "append it first");
  }

  @Test
  void lists_areCopied() {
    List<MessageId> ids = new ArrayList<>(List.of(ID));
    DeleteBulk.Ids some = new DeleteBulk.Ids(ids);
    ids.clear();
    assertThat(some.ids()).containsExactly(ID);
  }

  @Test
  void payload_isCopiedInAndOut() {
    byte[] bytes = {1, 2};
    Payload payload = Payload.of(bytes);
    bytes[0] = 9;
    payload.toBytes()[0] = 9;
    assertThat(payload).isEqualTo(Payload.of((byte) 1, (byte) 2));
    assertThat(payload.view().isReadOnly()).isTrue();
    assertThat(Payload.of()).isSameAs(Payload.EMPTY);
  }

  private static void refused(ThrowingCallable request, String message) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining(message);
  }
}
