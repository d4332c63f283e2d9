package dev.weir.client.protocol;

import dev.weir.messages.Degraded;
import dev.weir.messages.Explanation;
import dev.weir.messages.Receipt;
import dev.weir.messages.Token;
import dev.weir.topology.Epoch;
import dev.weir.topology.NodeId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** What a response's header says beyond its fixed fields: advice, and the answer's receipt. */
final class ResponseExtensions implements Extensions.Reader {

  /** The most bytes that a block of this version takes. */
  static final int MAX_BYTES = 1 << 10;

  private static final int SPREAD = 1;
  private static final int TOKEN = 2;
  private static final int DEGRADED = 3;
  private static final int EXPLANATION = 4;
  private static final int AWAY = 5;
  private static final int SPREAD_BYTES = 1 + 4;
  private static final int DEGRADED_BYTES = 1 + 1 + 8;
  private static final int AWAY_BYTES = 1;

  /** The fewest bytes of a step: three texts, two flags, a role, an age and a number. */
  private static final int MIN_STEP = 4 + 1 + 1 + 1 + 4 + 4 + 4;

  private Optional<Spread> spread = Optional.empty();
  private Optional<Token> token = Optional.empty();
  private Optional<Degraded> degraded = Optional.empty();
  private Optional<Explanation> explanation = Optional.empty();
  private OptionalInt away = OptionalInt.empty();

  private ResponseExtensions() {}

  /** Bytes of the block, without its length. */
  static int sizeOf(ResponseFrame frame) {
    Receipt receipt = receiptOf(frame);
    int size = frame.spread().isPresent() ? Extensions.ENTRY_BYTES + SPREAD_BYTES : 0;
    if (receipt.token().isPresent()) {
      size += Extensions.ENTRY_BYTES + RequestExtensions.TOKEN_BYTES;
    }
    if (receipt.degraded().isPresent()) {
      size += Extensions.ENTRY_BYTES + DEGRADED_BYTES;
    }
    if (receipt.explanation().isPresent()) {
      size += Extensions.ENTRY_BYTES + sizeOf(receipt.explanation().get());
    }
    if (frame.away().isPresent()) {
      size += Extensions.ENTRY_BYTES + AWAY_BYTES;
    }
    return size;
  }

  /** Writes the block with its length. */
  static void write(FieldSink sink, ResponseFrame frame) {
    sink.u16(sizeOf(frame));
    frame
        .spread()
        .ifPresent(some -> {
          begin(sink, SPREAD, SPREAD_BYTES);
          sink.u8(some.nodes());
          sink.u32(some.lasting().toMillis());
        });
    Receipt receipt = receiptOf(frame);
    receipt
        .token()
        .ifPresent(some -> {
          begin(sink, TOKEN, RequestExtensions.TOKEN_BYTES);
          RequestExtensions.writeToken(sink, some);
        });
    receipt
        .degraded()
        .ifPresent(some -> {
          begin(sink, DEGRADED, DEGRADED_BYTES);
          sink.u8(some.reason().number());
          sink.u8(some.region());
          sink.i64(some.beforeMicros());
        });
    receipt
        .explanation()
        .ifPresent(some -> {
          begin(sink, EXPLANATION, sizeOf(some));
          write(sink, some);
        });
    frame
        .away()
        .ifPresent(share -> {
          begin(sink, AWAY, AWAY_BYTES);
          sink.u8(share);
        });
  }

  /** Reads a block with its length. */
  static ResponseExtensions read(FieldSource source) {
    ResponseExtensions block = new ResponseExtensions();
    Extensions.read(source, block);
    return block;
  }

  Optional<Spread> spread() {
    return spread;
  }

  OptionalInt away() {
    return away;
  }

  Receipt receipt() {
    return token.isEmpty() && degraded.isEmpty() && explanation.isEmpty()
        ? Receipt.NONE
        : new Receipt(token, degraded, explanation);
  }

  @Override
  public boolean take(int tag, int length, FieldSource source) {
    if (tag == SPREAD && length == SPREAD_BYTES) {
      spread = Optional.of(new Spread(source.u8(), Duration.ofMillis(source.u32())));
      return true;
    }
    if (tag == TOKEN && length == RequestExtensions.TOKEN_BYTES) {
      token = Optional.of(RequestExtensions.readToken(source));
      return true;
    }
    if (tag == DEGRADED && length == DEGRADED_BYTES) {
      degraded = Optional.of(readDegraded(source));
      return true;
    }
    if (tag == EXPLANATION) {
      explanation = Optional.of(readExplanation(source));
      return true;
    }
    if (tag == AWAY && length == AWAY_BYTES) {
      away = OptionalInt.of(readAway(source));
      return true;
    }
    return false;
  }

  /** A reason that this version does not know is one all the same. */
  private static Degraded readDegraded(FieldSource source) {
    Degraded.Reason reason = Degraded.Reason.of(source.u8()).orElse(Degraded.Reason.OTHER_REGION);
    return new Degraded(reason, source.u8(), source.i64());
  }

  private static int readAway(FieldSource source) {
    int share = source.u8();
    if (share < 1 || share > ResponseFrame.MAX_AWAY) {
      throw source.malformed("%d %% of channels away".formatted(share));
    }
    return share;
  }

  private static Receipt receiptOf(ResponseFrame frame) {
    return frame.reply() instanceof Reply.Answered answered ? answered.receipt() : Receipt.NONE;
  }

  private static void begin(FieldSink sink, int tag, int length) {
    sink.u8(tag);
    sink.u16(length);
  }

  private static int sizeOf(Explanation explanation) {
    SizeSink size = new SizeSink();
    write(size, explanation);
    return (int) size.size();
  }

  private static void write(FieldSink sink, Explanation explanation) {
    sink.u32(explanation.steps().size());
    for (Explanation.Step step : explanation.steps()) {
      sink.text(step.node().name());
      sink.flag(step.owner().isPresent());
      step.owner().ifPresent(owner -> sink.text(owner.name()));
      sink.flag(step.epoch().isPresent());
      step.epoch().ifPresent(epoch -> TableFields.writeEpoch(sink, epoch));
      sink.u8(step.role().number());
      sink.u32(Math.max(0, Math.min(step.ageMicros(), 0xFFFF_FFFFL)));
      sink.u32(step.waiters());
      sink.text(step.consistency());
    }
  }

  private static Explanation readExplanation(FieldSource source) {
    return new Explanation(
        source.list(Explanation.MAX_STEPS, MIN_STEP, ResponseExtensions::readStep));
  }

  private static Explanation.Step readStep(FieldSource source) {
    NodeId node = new NodeId(source.text());
    Optional<NodeId> owner =
        source.flag() ? Optional.of(new NodeId(source.text())) : Optional.empty();
    Optional<Epoch> epoch =
        source.flag() ? Optional.of(TableFields.readEpoch(source)) : Optional.<Epoch>empty();
    int number = source.u8();
    Explanation.Role role =
        Explanation.Role.of(number)
            .orElseThrow(() -> source.malformed("role %d does not exist".formatted(number)));
    return new Explanation.Step(
        node, owner, epoch, role, source.u32(), source.count32(), source.text());
  }
}
