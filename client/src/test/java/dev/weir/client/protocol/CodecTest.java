package dev.weir.client.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Payload;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.Slice;
import dev.weir.messages.Tokens;
import dev.weir.topology.ChannelId;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the codec refuses, with which code, and whether the connection survives it. */
class CodecTest {

  private static final ChannelId CHANNEL = new ChannelId(42);
  private static final MessageId ID = MessageId.of(1_420_070_400_000L, 1, 2, 3);

  /** Where things stand in a request, counted without its length. */
  private static final int VERSION_AT = 0;

  private static final int TYPE_AT = 1;
  private static final int FLAGS_AT = 14;
  private static final int EXTENSIONS_AT = 15;
  private static final int BODY_AT = 17;

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Codec.MAX_FRAME + 1, Integer.MAX_VALUE})
  void length_beyondTheLimit_isRefused(int length) {
    CodecException e =
        catchThrowableOfType(
            CodecException.class, () -> Codec.requireLength(length, Codec.MAX_FRAME));
    assertThat(e.code()).isEqualTo(ErrorCode.FRAME_TOO_LARGE);
    assertThat(e.closesConnection()).isTrue();
    assertThat(e.requestId()).isEmpty();
  }

  @Test
  void length_atTheLimit_isTaken() {
    Codec.requireLength(Codec.MAX_HELLO, Codec.MAX_HELLO);
    Codec.requireLength(0, Codec.MAX_HELLO);
  }

  @Test
  void otherVersion_closesTheConnection_andNamesTheRequest() {
    byte[] frame = ask(newest());
    frame[VERSION_AT] = 2;
    CodecException e = refusal(frame);
    assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
    assertThat(e.closesConnection()).isTrue();
    assertThat(e.requestId()).hasValue(7);
  }

  @Test
  void unknownOperation_isRefusedAlone() {
    byte[] frame = ask(newest());
    frame[TYPE_AT] = 99;
    CodecException e = refusal(frame);
    assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_OPERATION);
    assertThat(e.closesConnection()).isFalse();
    assertThat(e.requestId()).hasValue(7);
  }

  @Test
  void valueOutOfBounds_isRefusedAlone() {
    byte[] frame = ask(newest());
    ByteBuffer.wrap(frame).putInt(BODY_AT + 8, History.MAX_LIMIT + 1);
    CodecException e = refusal(frame);
    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(e).hasMessageContaining("1001");
    assertThat(e.closesConnection()).isFalse();
    assertThat(e.requestId()).hasValue(7);
  }

  @Test
  void readLevel_thatDoesNotExist_isRefusedAlone() {
    byte[] frame = ask(newest());
    frame[FLAGS_AT] = 3;
    assertThat(refusal(frame).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void durability_thatDoesNotExist_isRefusedAlone() {
    CodecException e = refusal(withExtensions(ask(newest()), 129, 0, 1, 3));
    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(e.closesConnection()).isFalse();
  }

  @Test
  void reservedFlags_areIgnored() {
    byte[] frame = ask(newest());
    frame[FLAGS_AT] |= (byte) 0xE0;
    assertThat(decode(frame).query()).isEqualTo(new Query.Ask(newest(), ReadLevel.SESSION));
  }

  @Test
  void trailingByte_isMalformed() {
    byte[] frame = ask(newest());
    CodecException e = refusal(Arrays.copyOf(frame, frame.length + 1));
    assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
    assertThat(e.closesConnection()).isTrue();
  }

  @Test
  void everyTruncation_isMalformed() {
    byte[] frame = ask(new Append(CHANNEL, ID, 5, Body.of("hello")));
    for (int size = 0; size < frame.length; size++) {
      CodecException e = refusal(Arrays.copyOf(frame, size));
      assertThat(e.code()).as("cut to %d", size).isEqualTo(ErrorCode.MALFORMED_FRAME);
      assertThat(e.closesConnection()).isTrue();
    }
  }

  @Test
  void textThatIsNotUtf8_isMalformed_andTheReplacementCharacterItselfIsText() {
    byte[] frame = ask(new Append(CHANNEL, ID, 5, Body.of("\uFFFD")));
    assertThat(decode(frame).query())
        .isEqualTo(new Query.Ask(new Append(CHANNEL, ID, 5, Body.of("\uFFFD")), ReadLevel.SESSION));
    frame[frame.length - 5] = (byte) 0xFF;
    assertThat(refusal(frame).code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "a\uDC00", "\uDC00\uD800", "x\uD83D"})
  void loneSurrogate_isRefusedRatherThanReplaced(String text) {
    RequestFrame frame = frame(new Append(CHANNEL, ID, 5, Body.of(text)));
    ByteBuffer target = ByteBuffer.allocate(100);
    target.position(3);
    CodecException e =
        catchThrowableOfType(CodecException.class, () -> Codec.encode(frame, target));
    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(e.closesConnection()).isFalse();
    assertThat(e.requestId()).hasValue(7);
    assertThat(target.position()).isEqualTo(3);
  }

  @Test
  void timeBetweenMicroseconds_isRefusedRatherThanRounded() {
    Instant odd = Instant.ofEpochSecond(1, 1_001);
    Message message = new Message(ID, 5, Body.of(""), Optional.of(odd));
    ResponseFrame frame =
        new ResponseFrame(7, 0, new Reply.Answered(new Found(Optional.of(message))));
    assertThatThrownBy(() -> Codec.encode(frame, ByteBuffer.allocate(200)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("microsecond");
    assertThatThrownBy(() -> Codec.sizeOf(frame)).isInstanceOf(CodecException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1_000_001, -1_000_000, -1, 0, 1, Long.MAX_VALUE})
  void timesAtTheirEnds_comeBackUnchanged(long micros) {
    Instant at = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    Message message = new Message(ID, 5, Body.of(""), Optional.of(at));
    ResponseFrame frame =
        new ResponseFrame(7, 0, new Reply.Answered(new Found(Optional.of(message))));
    assertThat(Codec.decodeResponse(ByteBuffer.wrap(content(frame)))).isEqualTo(frame);
  }

  @Test
  void frameBeyondTheLimit_isNotBuilt() {
    RequestFrame frame = frame(new Append(CHANNEL, ID, 5, Body.of("x".repeat(Codec.MAX_FRAME))));
    CodecException e = catchThrowableOfType(CodecException.class, () -> Codec.sizeOf(frame));
    assertThat(e.code()).isEqualTo(ErrorCode.FRAME_TOO_LARGE);
    assertThat(e.closesConnection()).isFalse();
    assertThatThrownBy(() -> Codec.encode(frame, ByteBuffer.allocate(2 * Codec.MAX_FRAME)))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void helloBeyondItsOwnLimit_isRefused() {
    Payload credentials = Payload.of(new byte[Codec.MAX_HELLO]);
    RequestFrame hello = new RequestFrame(1, Duration.ZERO, new Query.Hello(1, 1, credentials, ""));
    assertThatThrownBy(() -> Codec.sizeOf(hello)).hasMessageContaining("4096");

    byte[] frame = Arrays.copyOf(ask(newest()), Codec.MAX_HELLO + 1);
    frame[TYPE_AT] = 1;
    assertThat(refusal(frame).code()).isEqualTo(ErrorCode.FRAME_TOO_LARGE);
  }

  @Test
  void bodyBeyondItsLimit_isRefusedAlone() {
    byte[] frame = ask(new Append(CHANNEL, ID, 5, Body.of("x".repeat(Body.MAX_BYTES + 1))));
    CodecException e = refusal(frame);
    assertThat(e.code()).isEqualTo(ErrorCode.CONTENT_TOO_LARGE);
    assertThat(e.closesConnection()).isFalse();
    decode(ask(new Append(CHANNEL, ID, 5, Body.of("x".repeat(Body.MAX_BYTES)))));
  }

  @Test
  void largestPage_fitsInAFrame() {
    int each = Page.MAX_BYTES / History.MAX_LIMIT;
    Message message = new Message(ID, 5, Body.of("x".repeat(each)), Optional.of(Instant.EPOCH));
    Page page =
        new Page(
            Collections.nCopies(History.MAX_LIMIT, message),
            Optional.of(new Slice.Before(ID)),
            Optional.of(new Slice.After(ID)),
            true);
    assertThat(Codec.bodySizeOf(new Reply.Answered(page))).isLessThan(Codec.MAX_FRAME);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 1_000, Integer.MAX_VALUE, -1})
  void countBeyondTheBytesThere_isMalformed(int count) {
    byte[] frame = ask(new AppendAll(CHANNEL, List.of(Message.created(ID, 5, Body.of("")))));
    ByteBuffer.wrap(frame).putInt(BODY_AT + 8, count);
    CodecException e = refusal(frame);
    assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
    assertThat(e.closesConnection()).isTrue();
  }

  @Test
  void countBeyondItsLimit_isNotTaken_evenIfTheBytesAreThere() {
    List<Message> messages =
        Collections.nCopies(History.MAX_LIMIT + 1, Message.created(ID, 5, Body.of("")));
    byte[] page =
        content(
            new ResponseFrame(
                7,
                1,
                new Reply.Answered(new Page(messages, Optional.empty(), Optional.empty(), false))));
    assertThatThrownBy(() -> Codec.decodeResponse(ByteBuffer.wrap(page)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("1001 items, at most 1000");
  }

  @Test
  void extensions_areSkippedUnlessTheyMustBeUnderstood() {
    byte[] ignorable = withExtensions(ask(newest()), 1, 0, 2, 'h', 'i', 127, 0, 0);
    assertThat(decode(ignorable).query()).isEqualTo(new Query.Ask(newest(), ReadLevel.SESSION));

    CodecException e = refusal(withExtensions(ask(newest()), 130, 0, 1, 9, 1, 0, 0));
    assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_OPERATION);
    assertThat(e.closesConnection()).isFalse();

    CodecException torn = refusal(withExtensions(ask(newest()), 1, 0, 3, 'h', 'i'));
    assertThat(torn.code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
    assertThat(torn.closesConnection()).isTrue();
  }

  @Test
  void tokens_thatAreNotWhole_closeTheConnection() {
    CodecException torn = refusal(withExtensions(ask(newest()), 128, 0, 3, 0, 1, 2));
    assertThat(torn.code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
    assertThat(torn.closesConnection()).isTrue();
  }

  @Test
  void errorOfANewerNode_isInternal_andSaysItsNumber() {
    Reply refused = new Reply.Refused(ErrorCode.OVERLOADED, "busy", Duration.ofMillis(20));
    byte[] frame = content(new ResponseFrame(7, 1, refused));
    ByteBuffer.wrap(frame).putShort(20, (short) 777);
    assertThat(Codec.decodeResponse(ByteBuffer.wrap(frame)).reply())
        .isEqualTo(new Reply.Refused(ErrorCode.INTERNAL, "error 777: busy", Duration.ofMillis(20)));
  }

  @Test
  void reportOfAFailure_neverFails() {
    Reply refused =
        new Reply.Refused(
            ErrorCode.INTERNAL, "\uD800" + "x".repeat(5_000), Duration.ofNanos(1_000_001));
    ResponseFrame back =
        Codec.decodeResponse(ByteBuffer.wrap(content(new ResponseFrame(7, 1, refused))));
    assertThat(back.reply())
        .isEqualTo(
            new Reply.Refused(ErrorCode.INTERNAL, "?" + "x".repeat(1_023), Duration.ofMillis(2)));
  }

  @Test
  void deadline_isRoundedDown_andNeverNegative() {
    assertThat(leftAfter(Duration.ofNanos(1_999_999))).isEqualTo(Duration.ofMillis(1));
    assertThat(leftAfter(Duration.ofMillis(-5))).isZero();
    assertThat(leftAfter(Duration.ofDays(100))).isEqualTo(Duration.ofMillis(0xFFFF_FFFFL));
  }

  @Test
  void restamped_differsInTheTimeLeftAlone() {
    byte[] before = ask(newest());
    ByteBuffer whole = ByteBuffer.allocate(3 + 4 + before.length).position(3);
    Codec.encode(frame(newest()), whole);
    whole.position(3);
    Codec.restamp(whole, Duration.ofMillis(77), false);
    assertThat(whole.position()).isEqualTo(3);
    RequestFrame again = Codec.decodeRequest(whole.position(7));
    assertThat(again)
        .isEqualTo(new RequestFrame(7, Duration.ofMillis(77), frame(newest()).query()));
  }

  @Test
  void restamped_differsInWhoIsToServe_thereAndBack() {
    byte[] before = ask(newest());
    ByteBuffer whole = ByteBuffer.allocate(4 + before.length);
    Codec.encode(frame(newest()), whole);
    byte[] encoded = whole.array().clone();
    Query.Ask ask = (Query.Ask) frame(newest()).query();

    Codec.restamp(whole.flip(), frame(newest()).left(), true);
    assertThat(Codec.decodeRequest(whole.slice(4, before.length)).query())
        .isEqualTo(
            new Query.Ask(
                ask.request(), ask.level(), true, false, Optional.empty(), Tokens.NONE, false));

    Codec.restamp(whole, frame(newest()).left(), false);
    assertThat(whole.array()).isEqualTo(encoded);
  }

  @Test
  void targetTooSmall_isTheCallersMistake() {
    assertThatThrownBy(() -> Codec.encode(frame(newest()), ByteBuffer.allocate(10)))
        .isInstanceOf(BufferOverflowException.class);
    ResponseFrame pong = new ResponseFrame(7, 1, new Reply.Pong());
    assertThatThrownBy(() -> Codec.encode(pong, ByteBuffer.allocate(10)))
        .isInstanceOf(BufferOverflowException.class);
  }

  @Test
  void replyToANode_andRequestToAClient_areMalformed() {
    byte[] pong = content(new ResponseFrame(7, 1, new Reply.Pong()));
    assertThat(refusal(pong).code()).isEqualTo(ErrorCode.MALFORMED_FRAME);
    assertThatThrownBy(() -> Codec.decodeResponse(ByteBuffer.wrap(ask(newest()))))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void ascii_isReadBackAsItIs() {
    byte[] frame = ask(new Append(CHANNEL, ID, 5, Body.of("hello")));
    assertThat(new String(frame, UTF_8)).contains("hello");
  }

  private static Duration leftAfter(Duration left) {
    ByteBuffer target = ByteBuffer.allocate(100);
    Codec.encode(new RequestFrame(7, left, new Query.Ping()), target);
    return Codec.decodeRequest(target.flip().position(Codec.LENGTH_BYTES)).left();
  }

  private static History newest() {
    return new History(CHANNEL, Slice.newest(), 50);
  }

  private static RequestFrame frame(Request<?> request) {
    return new RequestFrame(7, Duration.ofSeconds(1), new Query.Ask(request, ReadLevel.SESSION));
  }

  /** A request's frame without its length. */
  private static byte[] ask(Request<?> request) {
    RequestFrame frame = frame(request);
    ByteBuffer target = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, target);
    return Arrays.copyOfRange(target.array(), Codec.LENGTH_BYTES, target.limit());
  }

  private static byte[] content(ResponseFrame frame) {
    ByteBuffer target = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, target);
    return Arrays.copyOfRange(target.array(), Codec.LENGTH_BYTES, target.limit());
  }

  private static byte[] withExtensions(byte[] frame, int... block) {
    ByteBuffer longer = ByteBuffer.allocate(frame.length + block.length);
    longer.put(frame, 0, EXTENSIONS_AT).putShort((short) block.length);
    for (int value : block) {
      longer.put((byte) value);
    }
    return longer.put(frame, BODY_AT, frame.length - BODY_AT).array();
  }

  private static RequestFrame decode(byte[] frame) {
    return Codec.decodeRequest(ByteBuffer.wrap(frame));
  }

  private static CodecException refusal(byte[] frame) {
    return catchThrowableOfType(CodecException.class, () -> decode(frame));
  }
}
