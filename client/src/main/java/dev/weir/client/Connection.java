package dev.weir.client;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.CodecException;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One connection to a node. For the I/O thread alone.
 *
 * <pre>
 *              socket            WELCOME          DRAINING            last answer
 * CONNECTING ─────────► GREETING ───────► READY ───────────► LEAVING ─────────────► CLOSED
 *      └─────────────────────┴──────────────┴── broken ──────────┴────────────────────▲
 * </pre>
 */
final class Connection implements IoLoop.Wakeable {

  /** Who is told what becomes of a connection. */
  interface Owner {

    /** HELLO was answered: requests may be sent. */
    void welcomed(Connection connection);

    /** Any frame of the node, before it is acted upon. */
    void heard(Connection connection, ResponseFrame frame);

    /** A request was answered. */
    void answered(Connection connection, Errand errand, Reply reply);

    /** The node drains: it takes no further requests, and still answers those that it has. */
    void leaving(Connection connection, WeirException cause);

    /** The connection is no more; these were not answered. */
    void closed(Connection connection, WeirException cause, List<Errand> unanswered);
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
  private final ClientConfig config;
  private final IoLoop loop;
  private final Timers timers;
  private final Owner owner;
  private final SocketChannel socket;
  private final FrameInput input = new FrameInput();
  private final FrameOutput output = new FrameOutput();
  private final Map<Long, Errand> inFlight = new LinkedHashMap<>();
  private final Pulse pulse;
  private State state = State.CONNECTING;
  private Optional<SelectionKey> key = Optional.empty();
  private Optional<Timers.Timer> attempt = Optional.empty();
  private int maxInFlight;
  private long lastPing;
  private boolean flushing;

  Connection(NodeAddress address, ClientConfig config, IoLoop loop, Timers timers, Owner owner)
      throws IOException {
    this.address = address;
    this.config = config;
    this.loop = loop;
    this.timers = timers;
    this.owner = owner;
    this.socket = SocketChannel.open();
    this.pulse =
        new Pulse(
            timers,
            config.connecting().pingInterval(),
            this::ping,
            () -> broken("did not answer two pings"));
  }

  /** Begins to connect; what comes of it is told to the owner. */
  void connect(InetSocketAddress target) {
    Duration patience = config.connecting().attemptTimeout();
    attempt =
        Optional.of(
            timers.after(
                patience.toNanos(),
                () ->
                    broken(
                        state == State.CONNECTING
                            ? "did not accept within " + patience
                            : "did not answer HELLO within " + patience)));
    try {
      socket.configureBlocking(false);
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      key = Optional.of(loop.register(socket, SelectionKey.OP_CONNECT, this));
      if (socket.connect(target)) {
        greet();
      }
    } catch (IOException | RuntimeException e) {
      // A channel also throws unchecked what a wrong kind of address makes it throw.
      broken(e);
    }
  }

  /** Whether one more request may be sent now. */
  boolean hasRoom() {
    return state == State.READY && inFlight.size() < maxInFlight;
  }

  /** Whether HELLO was answered and the node takes requests. */
  boolean isReady() {
    return state == State.READY;
  }

  NodeAddress address() {
    return address;
  }

  /** Sends a request; only where there is room. */
  void send(Errand errand) {
    errand.sentOn(this, timers.nowNanos());
    inFlight.put(errand.id(), errand);
    output.add(errand);
    flushAtTurnEnd();
  }

  /** A request is no longer waited for: its deadline passed. A late answer will be dropped. */
  void abandon(Errand errand) {
    inFlight.remove(errand.id());
    pulse.suspectSince(errand.sentNanos());
    closeIfLeft();
  }

  /** Closes without telling anybody; unanswered requests are the caller's. */
  void close() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      attempt.ifPresent(timers::cancel);
      pulse.stop();
      try {
        socket.close();
      } catch (IOException e) {
        // Nothing is lost with a socket that is given up.
      }
    }
  }

  @Override
  public void ready(SelectionKey selected) {
    try {
      if (selected.isConnectable() && socket.finishConnect()) {
        greet();
      }
      if (state != State.CLOSED && selected.isReadable()) {
        read();
      }
      if (state != State.CLOSED && selected.isWritable()) {
        flush();
      }
    } catch (CodecException e) {
      broken(e.code(), "sent what is no frame: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      // Even a defect of ours breaks one connection only, never the thread that all depend on.
      broken(e);
    }
  }

  private void greet() {
    state = State.GREETING;
    key.ifPresent(some -> some.interestOps(SelectionKey.OP_READ));
    say(
        HELLO_ID,
        new Query.Hello(Codec.VERSION, Codec.VERSION, config.credentials(), config.name()));
  }

  private void ping() {
    say(--lastPing, new Query.Ping());
  }

  /** Says something of the connection's own, which no caller waits for. */
  private void say(long id, Query query) {
    RequestFrame frame = new RequestFrame(id, config.connecting().attemptTimeout(), query);
    ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, bytes);
    bytes.flip();
    output.add(now -> bytes);
    flushAtTurnEnd();
  }

  private void read() throws IOException {
    FrameInput.Turn turn = input.readFrom(socket, this::receive);
    if (turn.bytes() > 0) {
      pulse.heard();
    }
    if (turn.ended() && state != State.CLOSED) {
      broken("closed the connection");
    }
  }

  private void receive(ByteBuffer bytes) {
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
      e.requestId().ifPresent(id -> answer(id, refused(e)));
      return;
    }
    owner.heard(this, frame);
    if (state == State.GREETING) {
      welcome(frame.reply());
    } else if (frame.id() != 0) {
      answer(frame.id(), frame.reply());
    } else if (frame.reply() instanceof Reply.Refused refused) {
      refuse(refused);
    }
  }

  private static Reply refused(CodecException e) {
    return new Reply.Refused(e.code(), e.getMessage(), Duration.ZERO);
  }

  private void welcome(Reply reply) {
    if (reply instanceof Reply.Welcome welcome && welcome.version() == Codec.VERSION) {
      attempt.ifPresent(timers::cancel);
      maxInFlight = welcome.maxInFlight();
      state = State.READY;
      pulse.start();
      owner.welcomed(this);
    } else if (reply instanceof Reply.Welcome welcome) {
      broken(ErrorCode.UNSUPPORTED_VERSION, "chose version " + welcome.version());
    } else if (reply instanceof Reply.Refused refused) {
      broken(refused.code(), "refused HELLO: " + refused.message());
    } else {
      broken(ErrorCode.MALFORMED_FRAME, "answered HELLO with " + reply);
    }
  }

  private void answer(long id, Reply reply) {
    Errand errand = inFlight.remove(id);
    if (errand == null) {
      // A pong, or an answer that came after its deadline: nobody waits for it.
      return;
    }
    if (!isAnswerTo(errand.query(), reply)) {
      inFlight.put(id, errand);
      broken(ErrorCode.MALFORMED_FRAME, "answered a request with what it did not ask: " + reply);
      return;
    }
    if (reply instanceof Reply.Refused refused && refused.code() == ErrorCode.DRAINING) {
      leave(refused.message());
    }
    owner.answered(this, errand, reply);
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
      leave(refused.message());
      closeIfLeft();
    } else {
      broken(refused.code(), "refused the connection: " + refused.message());
    }
  }

  private void leave(String message) {
    if (state == State.READY) {
      state = State.LEAVING;
      owner.leaving(this, failure(ErrorCode.DRAINING, "drains: " + message));
    }
  }

  private void closeIfLeft() {
    if (state == State.LEAVING && inFlight.isEmpty()) {
      broken("drained");
    }
  }

  private void broken(Exception e) {
    String message = e.getMessage();
    broken("failed: " + (message == null ? e.getClass().getSimpleName() : message));
  }

  private void broken(String what) {
    broken(ErrorCode.CONNECTION_LOST, what);
  }

  private void broken(ErrorCode code, String what) {
    if (state != State.CLOSED) {
      close();
      List<Errand> unanswered = List.copyOf(inFlight.values());
      inFlight.clear();
      owner.closed(this, failure(code, what), unanswered);
    }
  }

  private WeirException failure(ErrorCode code, String what) {
    return new WeirException(code, "node %s %s".formatted(address, what));
  }

  private void flushAtTurnEnd() {
    if (!flushing) {
      flushing = true;
      loop.atTurnEnd(() -> {
        flushing = false;
        if (state != State.CLOSED && state != State.CONNECTING) {
          flushOrBreak();
        }
      });
    }
  }

  private void flushOrBreak() {
    try {
      flush();
    } catch (IOException e) {
      broken(e);
    }
  }

  private void flush() throws IOException {
    boolean all = output.writeTo(socket, timers.nowNanos());
    int interest = SelectionKey.OP_READ | (all ? 0 : SelectionKey.OP_WRITE);
    key.ifPresent(some -> some.interestOps(interest));
  }
}
