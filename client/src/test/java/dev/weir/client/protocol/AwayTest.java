package dev.weir.client.protocol;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.WeirException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The share of channels that operators ask clients to take elsewhere. */
class AwayTest {

  private static final Reply PONG = new Reply.Pong();

  @ParameterizedTest
  @ValueSource(ints = {0, 101})
  void shareThatIsNone_isMalformed_andNeverSaid(int share) {
    ResponseFrame frame = new ResponseFrame(7, 1, Optional.empty(), OptionalInt.of(1), PONG);
    ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, bytes);
    // A pong has no body: the share is the last byte.
    bytes.put(bytes.limit() - 1, (byte) share).position(Codec.LENGTH_BYTES);
    assertThatThrownBy(() -> Codec.decodeResponse(bytes))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(share + " %");
    OptionalInt away = OptionalInt.of(share);
    assertThatThrownBy(() -> new ResponseFrame(7, 1, Optional.empty(), away, PONG))
        .isInstanceOf(WeirException.class);
  }
}
