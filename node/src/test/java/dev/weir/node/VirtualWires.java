package dev.weir.node;

import dev.weir.client.Ground;
import dev.weir.messages.Ticker;
import dev.weir.node.server.FarEnd;
import dev.weir.node.server.HandFedConnection;
import dev.weir.node.server.HandFedServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A network without sockets: servers by their ports, a tenth of a millisecond apart. One thread.
 */
final class VirtualWires implements Ground {

  private static final long WAY_NANOS = Duration.ofNanos(100_000).toNanos();

  private final VirtualTime time;
  private final RandomGenerator random;
  private final Map<Integer, HandFedServer> servers = new HashMap<>();

  VirtualWires(VirtualTime time, long seed) {
    this.time = time;
    this.random = new SplittableRandom(seed);
  }

  /** Whoever connects to this port meets this server. */
  void listen(int port, HandFedServer server) {
    servers.put(port, server);
  }

  @Override
  public Ticker ticker() {
    return time;
  }

  @Override
  public InstantSource wall() {
    return time;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Executor spare() {
    return Runnable::run;
  }

  @Override
  public Names names() {
    return new Names() {
      @Override
      public void lookUp(
          String host, Consumer<List<InetAddress>> found, Consumer<UnknownHostException> unknown) {
        found.accept(List.of(InetAddress.getLoopbackAddress()));
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Driver driver(Turns turns) {
    return new Hand(turns);
  }

  /** Gives turns when they are due. */
  private final class Hand implements Driver {

    private final Turns turns;
    private long plannedNanos = Turns.NEVER;
    private boolean stopped;

    Hand(Turns turns) {
      this.turns = turns;
    }

    @Override
    public void start() {
      wake();
    }

    @Override
    public void wake() {
      plan(0);
    }

    private void plan(long leftNanos) {
      if (leftNanos == Turns.NEVER || time.nanos() + leftNanos >= plannedNanos) {
        return;
      }
      long atNanos = time.nanos() + leftNanos;
      plannedNanos = atNanos;
      time.after(
          leftNanos,
          () -> {
            if (plannedNanos == atNanos) {
              turn();
            }
          });
    }

    private void turn() {
      plannedNanos = Turns.NEVER;
      if (stopped) {
        return;
      }
      turns.turn();
      plan(turns.leftNanos());
    }

    @Override
    public void stop() {
      if (!stopped) {
        stopped = true;
        turns.end();
      }
    }

    @Override
    public boolean isOwnThread() {
      return true;
    }

    @Override
    public Socket socket(Watcher watcher) {
      return new Wire(this, watcher);
    }
  }

  /** A client's end. */
  private final class Wire implements Socket, FarEnd {

    private final Hand hand;
    private final Watcher watcher;
    private final Queue<ByteBuffer> inbox = new ArrayDeque<>();
    private Optional<HandFedConnection> server = Optional.empty();
    private boolean ended;
    private boolean open = true;

    Wire(Hand hand, Watcher watcher) {
      this.hand = hand;
      this.watcher = watcher;
    }

    @Override
    public boolean connect(InetSocketAddress target) {
      later(() -> {
        @Nullable HandFedServer there = servers.get(target.getPort());
        if (there == null) {
          watcher.failed(new ConnectException("nobody at " + target));
        } else {
          server = Optional.of(there.accept("wire", this));
          watcher.connected();
        }
      });
      return false;
    }

    private void later(Runnable task) {
      time.after(
          WAY_NANOS,
          () -> {
            if (open) {
              task.run();
              hand.wake();
            }
          });
    }

    @Override
    public void take(ByteBuffer bytes) {
      ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
      later(() -> {
        inbox.add(copy);
        watcher.readable();
      });
    }

    @Override
    public void closed() {
      later(() -> {
        ended = true;
        watcher.readable();
      });
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (!open) {
        throw new ClosedChannelException();
      }
      int before = target.position();
      while (!inbox.isEmpty() && target.hasRemaining()) {
        ByteBuffer first = inbox.element();
        int size = Math.min(first.remaining(), target.remaining());
        target.put(first.slice(first.position(), size));
        first.position(first.position() + size);
        if (!first.hasRemaining()) {
          inbox.remove();
        }
      }
      int read = target.position() - before;
      return read == 0 && ended ? -1 : read;
    }

    @Override
    public int write(ByteBuffer bytes) {
      int size = bytes.remaining();
      ByteBuffer copy = ByteBuffer.allocate(size).put(bytes).flip();
      time.after(WAY_NANOS, () -> server.ifPresent(there -> there.receive(copy)));
      return size;
    }

    @Override
    public void awaitRoom(boolean wanted) {}

    @Override
    public ByteBuffer buffer() {
      return ByteBuffer.allocate(8_192);
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        time.after(WAY_NANOS, () -> server.ifPresent(HandFedConnection::end));
      }
    }
  }
}
