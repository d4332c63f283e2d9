package dev.weir.node.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.HybridClock;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Payload;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final ChannelId CHANNEL = new ChannelId(42);
  private static final MessageId ID = MessageId.floor(1_700_000_000_000L);
  private static final AdmissionLimits LIMITS = new AdmissionLimits(2, true, 1, 10, 4);

  private final Queue<CompletableFuture<Answer>> behind = new ArrayDeque<>();
  private final HybridClock clock =
      new HybridClock(InstantSource.fixed(Instant.ofEpochMilli(1_600_000_000_000L)));
  private long nowNanos = 1_000;
  private final Admission admission =
      new Admission(new Waiting(), LIMITS, clock, Duration.ofSeconds(60), () -> nowNanos);

  /** Keeps each request until the test answers it. */
  private final class Waiting implements Room {
    @Override
    @SuppressWarnings("unchecked") // The test answers what the request asks for.
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      CompletableFuture<Answer> stage = new CompletableFuture<>();
      behind.add(stage);
      return ((CompletionStage<A>) stage).thenApply(done -> Served.of(done, Receipt.NONE));
    }
  }

  private Call call() {
    return Call.by(Deadline.in(Duration.ofSeconds(1), () -> nowNanos));
  }

  private <A extends Answer> CompletableFuture<Served<A>> ask(Request<A> request) {
    return admission.pass(request, call()).toCompletableFuture();
  }

  private static void assertRefused(CompletableFuture<?> stage, ErrorCode code) {
    assertThat(stage).isCompletedExceptionally();
    assertThatThrownBy(stage::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(WeirException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void passedDeadline_isRefusedBeforeAnythingIsDone() {
    Call late = Call.by(new Deadline(nowNanos));
    assertRefused(
        admission.pass(new Get(CHANNEL, ID), late).toCompletableFuture(),
        ErrorCode.DEADLINE_EXCEEDED);
    assertThat(behind).isEmpty();
  }

  @Test
  void content_isMeasuredInBytes() {
    assertThat(ask(append("ä".repeat(5)))).isNotDone();
    assertRefused(ask(append("ä".repeat(5) + "x")), ErrorCode.CONTENT_TOO_LARGE);
    assertThat(behind).hasSize(1);
  }

  @Test
  void payload_hasALimitOfItsOwn() {
    Body body = new Body("", Payload.of(new byte[5]));
    assertRefused(ask(new Append(CHANNEL, ID, 1, body)), ErrorCode.CONTENT_TOO_LARGE);
  }

  @Test
  void oneLargeMessage_refusesItsBatch() {
    List<Message> messages =
        List.of(
            Message.created(ID, 1, Body.of("short")),
            Message.created(new MessageId(ID.value() + 1), 1, Body.of("much too long")));
    assertRefused(ask(new AppendAll(CHANNEL, messages)), ErrorCode.CONTENT_TOO_LARGE);
  }

  @Test
  void token_thatNobodyCanHaveGot_isRefused() {
    long now = clock.latestMicros();
    Get read = new Get(CHANNEL, ID);
    Call within = call().after(Tokens.of(new Token(1, 7, now + 60_000_000)));
    assertThat(admission.pass(read, within).toCompletableFuture()).isNotDone();
    Call beyond = call().after(Tokens.of(new Token(1, 7, now + 60_000_001)));
    assertRefused(
        admission.pass(read, beyond).toCompletableFuture(), ErrorCode.TIMESTAMP_IN_FUTURE);
    assertThat(behind).hasSize(1);
  }

  @Test
  void clock_followsAcknowledgedWritesOnly() {
    ask(append("1"));
    ask(append("2"));
    behind.remove().completeExceptionally(new IllegalStateException());
    assertThat(clock.latestMicros()).isLessThan(ID.unixMicros());
    behind.remove().complete(new Acknowledged());
    assertThat(clock.nextMicros()).isGreaterThanOrEqualTo(ID.unixMicros() + 1_000);
  }

  private static Append append(String content) {
    return new Append(CHANNEL, ID, 1, Body.of(content));
  }
}
