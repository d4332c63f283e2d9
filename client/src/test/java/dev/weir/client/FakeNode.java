package dev.weir.client;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.client.protocol.Spread;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.MessageId;
import dev.weir.messages.WorkerLease;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node of a few lines, on loopback, that does what a test tells it to: also what no node should.
 */
final class FakeNode implements AutoCloseable {

  /** What to do with a request. */
  interface Script {
    void receive(Peer peer, RequestFrame frame) throws IOException, InterruptedException;
  }

  static final Script ACKNOWLEDGE = (peer, frame) -> peer.answer(frame.id(), new Acknowledged());
  static final Script SILENCE = (peer, frame) -> {};
  static final Script RESET = (peer, frame) -> peer.reset();

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final ServerSocket server;
  private final List<Peer> peers = new CopyOnWriteArrayList<>();
  private final List<RequestFrame> hellos = new CopyOnWriteArrayList<>();
  private final List<Query.FollowTable> follows = new CopyOnWriteArrayList<>();
  private final List<RequestFrame> requests = new CopyOnWriteArrayList<>();
  private final List<Query.LeaseWorker> leases = new CopyOnWriteArrayList<>();
  private final List<byte[]> bytes = new CopyOnWriteArrayList<>();
  private final AtomicLong pings = new AtomicLong();
  private final AtomicLong names = new AtomicLong();
  private volatile Script script;
  private volatile Script onHello = (peer, frame) -> welcoming(4_096).receive(peer, frame);
  private volatile CountDownLatch frozen = new CountDownLatch(0);
  private volatile Script onPing = (peer, frame) -> peer.reply(frame.id(), new Reply.Pong());
  private volatile Script onLease =
      (peer, frame) ->
          peer.reply(
              frame.id(),
              new Reply.Refused(ErrorCode.WORKERS_EXHAUSTED, "none left", Duration.ZERO));
  private volatile long clockMicros = 1_700_000_000_000_000L;

  private final NodeId name;
  private volatile boolean closed;
  private volatile Optional<RangeTable> table = Optional.empty();

  /** A node that listens, and welcomes whoever comes. */
  FakeNode(Script script) {
    this(script, 0);
  }

  FakeNode(Script script, int port) {
    this("eu-1", script, port);
  }

  FakeNode(String name, Script script, int port) {
    this.name = new NodeId(name);
    this.script = script;
    try {
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(LOOPBACK, port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept, "fake-node-accept");
  }

  /** What HELLO is answered with by a node of this name. */
  Script welcoming(int maxInFlight) {
    return (peer, frame) ->
        peer.reply(frame.id(), new Reply.Welcome(1, name, region(), maxInFlight));
  }

  NodeId name() {
    return name;
  }

  /** What stands before the number in its name. */
  Region region() {
    return new Region(name.name().split("-", 2)[0]);
  }

  Member member() {
    return new Member(name, address());
  }

  /** Tells everybody who follows, now and later. */
  void tell(RangeTable newTable) throws IOException {
    this.table = Optional.of(newTable);
    for (Peer peer : peers) {
      if (peer.follows && !peer.ended) {
        peer.reply(0, new Reply.Table(newTable));
      }
    }
  }

  /** Reads and does nothing any more, though its connections stay. */
  void freeze() {
    frozen = new CountDownLatch(1);
  }

  /** Does all that was asked in the meantime, and goes on. */
  void thaw() {
    frozen.countDown();
  }

  static Reply.Welcome welcome(int maxInFlight) {
    return new Reply.Welcome(1, new NodeId("eu-1"), new Region("eu"), maxInFlight);
  }

  FakeNode onHello(Script newOnHello) {
    this.onHello = newOnHello;
    return this;
  }

  FakeNode onPing(Script newOnPing) {
    this.onPing = newOnPing;
    return this;
  }

  /**
   * What becomes of a client's question for a worker's number: refused, if nothing else is said.
   */
  FakeNode onLease(Script newOnLease) {
    this.onLease = newOnLease;
    return this;
  }

  /** Leases this number to whoever asks, from the node's time on. */
  FakeNode leasing(int region, int worker, Duration life) {
    return onLease((peer, frame) -> {
      WorkerLease lease =
          new WorkerLease(region, worker, clockMicros, clockMicros + life.toNanos() / 1_000);
      peer.reply(frame.id(), new Reply.Leased(lease, life));
    });
  }

  void script(Script newScript) {
    this.script = newScript;
  }

  void clockMicros(long micros) {
    this.clockMicros = micros;
  }

  NodeAddress address() {
    return new NodeAddress(LOOPBACK.getHostAddress(), server.getLocalPort());
  }

  /** The leases that were asked for, in order of arrival. */
  List<Query.LeaseWorker> leases() {
    return leases;
  }

  /** Everything that was asked, without HELLO, pings and leases, in order of arrival. */
  List<RequestFrame> requests() {
    return requests;
  }

  /** The bytes of {@link #requests}. */
  List<byte[]> bytes() {
    return bytes;
  }

  /** Who asked to be told tables. */
  List<Query.FollowTable> follows() {
    return follows;
  }

  List<RequestFrame> hellos() {
    return hellos;
  }

  long pings() {
    return pings.get();
  }

  /** Every connection that was ever made. */
  List<Peer> peers() {
    return peers;
  }

  Peer lastPeer() {
    return peers.get(peers.size() - 1);
  }

  @Override
  public void close() {
    closed = true;
    thaw();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    peers.forEach(Peer::reset);
  }

  private void accept() {
    try {
      while (true) {
        Peer peer = new Peer(server.accept());
        peers.add(peer);
        if (closed) {
          // The system accepted it before the socket was closed.
          peer.reset();
        }
        start(peer::serve, "fake-node-peer");
      }
    } catch (IOException e) {
      // Closed: the test is over, or the node is to be dead.
      return;
    }
  }

  private static void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** One connection, seen from the node. */
  final class Peer {
    private final Socket socket;
    private volatile boolean follows;
    private volatile boolean ended;

    private Peer(Socket socket) throws SocketException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
    }

    /** Whether the client has closed its end, or the node its own. */
    boolean hasEnded() {
      return ended;
    }

    void answer(long id, Answer answer) throws IOException {
      reply(id, new Reply.Answered(answer));
    }

    void reply(long id, Reply reply) throws IOException {
      reply(new ResponseFrame(id, clockMicros, reply));
    }

    /** Answers with the advice to spread. */
    void answer(long id, Answer answer, Spread spread) throws IOException {
      Reply reply = new Reply.Answered(answer);
      reply(new ResponseFrame(id, clockMicros, Optional.of(spread), OptionalInt.empty(), reply));
    }

    void reply(ResponseFrame frame) throws IOException {
      ByteBuffer encoded = ByteBuffer.allocate(Codec.sizeOf(frame));
      Codec.encode(frame, encoded);
      send(encoded.array());
    }

    synchronized void send(byte... raw) throws IOException {
      socket.getOutputStream().write(raw);
    }

    /** Cuts the connection so that the client sees a reset. */
    void reset() {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException e) {
        // Closed already.
        ended = true;
      }
    }

    private void serve() {
      try (socket) {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
          byte[] frame = new byte[in.readInt()];
          in.readFully(frame);
          receive(frame);
        }
      } catch (IOException | InterruptedException e) {
        ended = true;
      }
    }

    private void receive(byte[] raw) throws IOException, InterruptedException {
      frozen.await();
      RequestFrame frame = Codec.decodeRequest(ByteBuffer.wrap(raw));
      if (frame.query() instanceof Query.Hello) {
        hellos.add(frame);
        onHello.receive(this, frame);
      } else if (frame.query() instanceof Query.Ping) {
        pings.incrementAndGet();
        onPing.receive(this, frame);
      } else if (frame.query() instanceof Query.FollowTable follow) {
        follows = true;
        FakeNode.this.follows.add(follow);
        if (table.isPresent()) {
          reply(0, new Reply.Table(table.get()));
        }
      } else if (frame.query() instanceof Query.LeaseWorker lease) {
        leases.add(lease);
        onLease.receive(this, frame);
      } else {
        bytes.add(raw);
        requests.add(frame);
        if (frame.query() instanceof Query.NameMessage name) {
          long seenMillis = 1 + Math.max(clockMicros, name.seenMicros()) / 1_000;
          reply(
              frame.id(),
              new Reply.Named(
                  MessageId.of(seenMillis, 0, 1, (int) (names.getAndIncrement() % 1_024))));
        } else {
          script.receive(this, frame);
        }
      }
    }
  }
}
