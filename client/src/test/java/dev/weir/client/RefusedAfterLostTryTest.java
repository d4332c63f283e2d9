package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.client.protocol.Reply;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.WeirException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A write is sent to a node that breaks down, perhaps after it was kept, and then to one that
 * refuses it. Whoever is told {@code OVERLOADED} or {@code UNAVAILABLE} may believe that nothing
 * was kept anywhere; that the second node did not keep it says nothing of the first.
 */
@Timeout(60)
class RefusedAfterLostTryTest extends ClientFixture {

  @ParameterizedTest
  @EnumSource(names = {"OVERLOADED", "UNAVAILABLE", "TIMESTAMP_IN_FUTURE"})
  void write_lostByTheFirstNode_refusedByTheSecond_isUnknown(ErrorCode refusal) {
    FakeNode first = node(FakeNode.RESET);
    FakeNode second = node(refusing(refusal));
    WeirException failure = failure(ask(connect(first, second), 1));
    assertThat(failure.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(failure).hasMessageContaining("too bad");
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofMillis(7));
    assertThat(second.requests()).hasSize(1);
  }

  @Test
  void write_refusedByTheFirstNode_isNotKept() {
    WeirClient client = connect(node(refusing(ErrorCode.OVERLOADED)));
    assertFails(ask(client, 1), ErrorCode.OVERLOADED);
  }

  @Test
  void read_leavesNothingBehind_andHearsTheRefusal() {
    WeirClient client = connect(node(FakeNode.RESET), node(refusing(ErrorCode.OVERLOADED)));
    assertFails(ask(client, new Get(CHANNEL, ID), SOON), ErrorCode.OVERLOADED);
  }

  private static FakeNode.Script refusing(ErrorCode code) {
    return (peer, frame) ->
        peer.reply(frame.id(), new Reply.Refused(code, "too bad", Duration.ofMillis(7)));
  }
}
