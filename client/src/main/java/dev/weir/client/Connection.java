package dev.weir.client;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.CodecException;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.Epoch;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.RangeTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One connection to a node. For the I/O thread alone.
 *
 * <pre>
 *              socket            WELCOME          DRAINING            last answer
 * CONNECTING ─────────► GREETING ───────► READY ───────────► LEAVING ─────────────► CLOSED
 *      └─────────────────────┴──────────────┴── broken ──────────┴────────────────────▲
 * </pre>
 *
 * <p>One that is READY may be suspect: see {@link Pulse}.
 */
final class Connection implements Wire.End, Pulse.Patient {

  /**
   * Who is told what becomes of a connection. Requests that it gives back it has nothing more to do
   * with.
   */
  interface Owner {

    /** HELLO was answered: requests may be sent. */
    void welcomed(Connection connection, Reply.Welcome welcome);

    /** Any frame of the node, before it is acted upon. */
    void heard(Connection connection, ResponseFrame frame);

    /** A request was answered. */
    void answered(Connection connection, Errand errand, ResponseFrame frame);

    /** The node speaks of who owns what. */
    void told(RangeTable table);

    /** Something is awaited of the node and it is silent; what it was not sent is given back. */
    void suspected(Connection connection, List<Errand> unsent);

    /** The node is silent no more. */
    void trusted(Connection connection);

    /** No further requests are taken; those that were sent may still be answered. */
    void leaving(Connection connection, WeirException cause, List<Errand> unsent);

    /** The connection is no more. */
    void closed(
        Connection connection, WeirException cause, List<Errand> unanswered, List<Errand> unsent);
  }

  private enum State {
    CONNECTING,
    GREETING,
    READY,
    LEAVING,
    CLOSED
  }

  private static final long HELLO_ID = 1;

  private final NodeAddress address;
  private final Place place;
  private final Timers timers;
  private final Owner owner;
  private final Wire wire;
  private final Window window = new Window();
  private final Pulse pulse;
  private State state = State.CONNECTING;
  private Optional<Timers.Timer> attempt = Optional.empty();
  private long lastOwnId;

  Connection(NodeAddress address, Place place, IoLoop loop, Timers timers, Owner owner)
      throws IOException {
    this.address = address;
    this.place = place;
    this.timers = timers;
    this.owner = owner;
    this.wire = new Wire(loop, timers, this);
    this.pulse =
        new Pulse(
            timers, place.connecting().pingInterval(), place.connecting().suspectAfter(), this);
  }

  /** Begins to connect; what comes of it is told to the owner. */
  void connect(InetSocketAddress target) {
    Duration patience = place.connecting().attemptTimeout();
    attempt =
        Optional.of(
            timers.after(
                patience.toNanos(),
                () ->
                    broken(
                        state == State.CONNECTING
                            ? "did not accept within " + patience
                            : "did not answer HELLO within " + patience)));
    wire.connect(target);
  }

  /** Whether HELLO was answered and the node takes requests. */
  boolean isReady() {
    return state == State.READY;
  }

  /** Whether the node is silent though something is awaited of it. */
  boolean isSuspect() {
    return pulse.isSuspect();
  }

  /** Whether it is ready and not suspect. */
  boolean isTrusted() {
    return isReady() && !isSuspect();
  }

  NodeAddress address() {
    return address;
  }

  /** Sends a request, at once or as soon as the node takes one more; only where it is ready. */
  void take(Errand errand, boolean forwarded) {
    errand.takenBy(this);
    window.add(new Sending(errand, forwarded));
    fill();
  }

  /** A request is waited for here no longer. A late answer will be passed over. */
  void drop(Errand errand) {
    window.remove(errand.id());
    fill();
    closeIfLeft();
  }

  /** The deadline of a request passed before it was answered. */
  void missed(Errand errand) {
    if (window.isInFlight(errand.id())) {
      pulse.missedSince(errand.sentNanos());
    }
  }

  /** What was sent and is not answered. */
  List<Errand> unanswered() {
    return window.unanswered();
  }

  /** Asks for the range table, if there is a newer one, and for every later one. */
  void followTable(Optional<Epoch> known) {
    say(--lastOwnId, new Query.FollowTable(known));
  }

  /** Takes no further requests, and closes after the last answer. */
  void retire() {
    if (state == State.READY) {
      leave(failure(ErrorCode.CONNECTION_LOST, "is not needed any more"));
      closeIfLeft();
    } else if (state != State.LEAVING) {
      broken("is not needed any more");
    }
  }

  /** Closes without telling anybody; unanswered requests are the caller's. */
  void close() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      attempt.ifPresent(timers::cancel);
      pulse.stop();
      wire.close();
    }
  }

  @Override
  public void opened() {
    state = State.GREETING;
    say(HELLO_ID, place.hello());
  }

  @Override
  public void ping() {
    say(--lastOwnId, new Query.Ping());
  }

  @Override
  public void suspect() {
    owner.suspected(this, window.takeUnsent());
  }

  @Override
  public void trust() {
    owner.trusted(this);
  }

  @Override
  public void dead() {
    broken("did not answer two pings");
  }

  private void fill() {
    Optional<Sending> next = state == State.READY ? window.next() : Optional.empty();
    while (next.isPresent()) {
      next.get().errand().sent(timers.nowNanos());
      wire.write(next.get());
      pulse.sent();
      next = window.next();
    }
  }

  /** Says something of the connection's own, which no caller waits for. */
  private void say(long id, Query query) {
    RequestFrame frame = new RequestFrame(id, place.connecting().attemptTimeout(), query);
    ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, bytes);
    bytes.flip();
    wire.write(now -> bytes);
  }

  @Override
  public void read(FrameInput.Turn turn) {
    if (turn.bytes() > 0 && pulseBeats()) {
      pulse.heard(!window.isQuiet());
    }
    if (turn.ended() && state != State.CLOSED) {
      broken("closed the connection");
    }
  }

  private boolean pulseBeats() {
    return state == State.READY || state == State.LEAVING;
  }

  @Override
  public void received(ByteBuffer bytes) {
    if (state == State.CLOSED) {
      return;
    }
    ResponseFrame frame;
    try {
      frame = Codec.decodeResponse(bytes);
    } catch (CodecException e) {
      if (e.closesConnection() || state == State.GREETING) {
        throw e;
      }
      e.requestId().ifPresent(id -> answer(new ResponseFrame(id, 0, refused(e))));
      return;
    }
    owner.heard(this, frame);
    if (state == State.GREETING) {
      welcome(frame.reply());
    } else if (frame.id() != 0) {
      answer(frame);
    } else if (frame.reply() instanceof Reply.Refused refused) {
      refuse(refused);
    } else if (frame.reply() instanceof Reply.Table told) {
      owner.told(told.table());
    }
  }

  private static Reply refused(CodecException e) {
    return new Reply.Refused(e.code(), e.getMessage(), Duration.ZERO);
  }

  private void welcome(Reply reply) {
    if (reply instanceof Reply.Welcome welcome && welcome.version() == Codec.VERSION) {
      place.objectionTo(welcome.region()).ifPresentOrElse(this::broken, () -> open(welcome));
    } else if (reply instanceof Reply.Welcome welcome) {
      broken(ErrorCode.UNSUPPORTED_VERSION, "chose version " + welcome.version());
    } else if (reply instanceof Reply.Refused refused) {
      broken(refused.code(), "refused HELLO: " + refused.message());
    } else {
      broken(ErrorCode.MALFORMED_FRAME, "answered HELLO with " + reply);
    }
  }

  private void open(Reply.Welcome welcome) {
    attempt.ifPresent(timers::cancel);
    window.open(welcome.maxInFlight());
    state = State.READY;
    pulse.start();
    owner.welcomed(this, welcome);
  }

  private void answer(ResponseFrame frame) {
    Optional<Errand> asked = window.sent(frame.id());
    if (asked.isEmpty()) {
      // A pong, or an answer that came after its deadline: nobody waits for it.
      return;
    }
    Errand errand = asked.get();
    Reply reply = frame.reply();
    if (!isAnswerTo(errand.query(), reply)) {
      broken(ErrorCode.MALFORMED_FRAME, "answered a request with what it did not ask: " + reply);
      return;
    }
    window.remove(errand.id());
    if (reply instanceof Reply.Refused refused && refused.code() == ErrorCode.DRAINING) {
      leave(drains(refused));
    }
    owner.answered(this, errand, frame);
    fill();
    closeIfLeft();
  }

  private static boolean isAnswerTo(Query query, Reply reply) {
    if (reply instanceof Reply.Answered answered) {
      return query instanceof Query.Ask ask
          && ask.request().answerType().isInstance(answered.answer());
    }
    return reply instanceof Reply.Refused
        || (reply instanceof Reply.Named && query instanceof Query.NameMessage)
        || (reply instanceof Reply.Leased && query instanceof Query.LeaseWorker);
  }

  /** The node speaks of the connection as a whole. */
  private void refuse(Reply.Refused refused) {
    if (refused.code() == ErrorCode.DRAINING) {
      leave(drains(refused));
      closeIfLeft();
    } else {
      broken(refused.code(), "refused the connection: " + refused.message());
    }
  }

  private WeirException drains(Reply.Refused refused) {
    return failure(ErrorCode.DRAINING, "drains: " + refused.message());
  }

  private void leave(WeirException cause) {
    if (state == State.READY) {
      state = State.LEAVING;
      owner.leaving(this, cause, window.takeUnsent());
    }
  }

  private void closeIfLeft() {
    if (state == State.LEAVING && window.isQuiet()) {
      broken("drained");
    }
  }

  @Override
  public void broken(Exception e) {
    if (e instanceof CodecException wrong) {
      broken(wrong.code(), "sent what is no frame: " + wrong.getMessage());
    } else {
      String message = e.getMessage();
      broken("failed: " + (message == null ? e.getClass().getSimpleName() : message));
    }
  }

  private void broken(String what) {
    broken(ErrorCode.CONNECTION_LOST, what);
  }

  private void broken(ErrorCode code, String what) {
    if (state != State.CLOSED) {
      close();
      owner.closed(this, failure(code, what), window.takeUnanswered(), window.takeUnsent());
    }
  }

  private WeirException failure(ErrorCode code, String what) {
    return new WeirException(code, "node %s %s".formatted(address, what));
  }
}
