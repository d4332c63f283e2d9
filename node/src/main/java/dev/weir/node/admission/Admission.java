package dev.weir.node.admission;

import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Channels;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.HybridClock;
import dev.weir.messages.Message;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Ticker;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.messages.WeirException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The first room of a node: refuses what is too late, too large or from the future, at once and
 * with a reason, so that no later room has to; and keeps the node's clock from running behind what
 * was written through it. A read costs nothing here while it waits.
 */
public final class Admission implements Room {

  private final Room next;
  private final AdmissionLimits limits;
  private final HybridClock clock;
  private final Duration drift;
  private final Ticker ticker;

  /**
   * A room before {@code next}.
   *
   * @param drift how far ahead of the clock a token may be dated: one that nobody can have got
   *     would stand for all that its node will ever see
   */
  public Admission(
      Room next, AdmissionLimits limits, HybridClock clock, Duration drift, Ticker ticker) {
    this.next = next;
    this.limits = limits;
    this.clock = clock;
    this.drift = drift;
    this.ticker = ticker;
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    Optional<WeirException> refusal = refusal(request, call);
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(refusal.get());
    }
    CompletionStage<Served<A>> served = next.pass(request, call);
    return switch (request) {
      case History _, Get _, Channels _ -> served;
      case Append _, AppendAll _, Edit _, Delete _, DeleteBulk _ ->
          served.whenComplete((answer, failure) -> {
            if (answer != null) {
              observe(request);
            }
          });
    };
  }

  private Optional<WeirException> refusal(Request<?> request, Call call) {
    long leftNanos = call.deadline().leftNanos(ticker);
    if (leftNanos <= 0) {
      return Optional.of(
          new WeirException(
              ErrorCode.DEADLINE_EXCEEDED,
              "the deadline had passed %d ms before the request was looked at"
                  .formatted(-leftNanos / 1_000_000)));
    }
    return switch (request) {
      case Append append -> tooLarge(append.body());
      case Edit edit -> tooLarge(edit.body());
      case AppendAll all -> tooLarge(all);
      case History _, Get _ -> fromTheFuture(call.tokens());
      case Delete _, DeleteBulk _, Channels _ -> Optional.empty();
    };
  }

  private Optional<WeirException> fromTheFuture(Tokens tokens) {
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    long latest = clock.latestMicros() + drift.toNanos() / 1_000;
    for (Token token : tokens.listed()) {
      if (token.sequence() > latest) {
        return Optional.of(
            new WeirException(
                ErrorCode.TIMESTAMP_IN_FUTURE,
                "a session's token of %d µs, %d ms ahead of this node's clock"
                    .formatted(token.sequence(), (token.sequence() - latest) / 1_000)));
      }
    }
    return Optional.empty();
  }

  private Optional<WeirException> tooLarge(AppendAll all) {
    for (Message message : all.messages()) {
      Optional<WeirException> refusal = tooLarge(message.body());
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<WeirException> tooLarge(Body body) {
    int content = body.contentBytes();
    if (content > limits.contentBytes()) {
      return tooLarge("content", content, limits.contentBytes());
    }
    int payload = body.payload().size();
    return payload > limits.payloadBytes()
        ? tooLarge("payload", payload, limits.payloadBytes())
        : Optional.empty();
  }

  private static Optional<WeirException> tooLarge(String what, int bytes, int limit) {
    return Optional.of(
        new WeirException(
            ErrorCode.CONTENT_TOO_LARGE,
            "%s of %d bytes, %d are allowed".formatted(what, bytes, limit)));
  }

  private void observe(Request<?> request) {
    switch (request) {
      case Append append -> clock.observe(append.id());
      case AppendAll all -> all.messages().forEach(message -> clock.observe(message.id()));
      case Edit edit -> clock.observe(edit.atMicros());
      case Delete delete -> clock.observe(delete.atMicros());
      case DeleteBulk bulk -> clock.observe(bulk.atMicros());
      case History _, Get _, Channels _ -> {}
    }
  }
}
