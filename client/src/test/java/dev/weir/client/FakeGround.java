package dev.weir.client;

import dev.weir.messages.Ticker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A ground of one thread: virtual time, seeded chance, and a network in memory, whose bytes take
 * {@link #LATENCY_NANOS} one way and never get lost.
 */
final class FakeGround implements Ground {

  static final long LATENCY_NANOS = 500_000;

  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualTime time;
  private final SplittableRandom random;
  private final Map<String, ScriptedNode> nodes = new LinkedHashMap<>();

  FakeGround(VirtualTime time, long seed) {
    this.time = time;
    this.random = new SplittableRandom(seed);
  }

  VirtualTime time() {
    return time;
  }

  /** A node that can be reached at its name, port 1. */
  ScriptedNode node(String name) {
    ScriptedNode node = new ScriptedNode(name, time, addressOf(name, nodes.size()));
    nodes.put(name, node);
    return node;
  }

  @Override
  public Ticker ticker() {
    return time::nowNanos;
  }

  @Override
  public InstantSource wall() {
    return () -> BEGINNING.plusNanos(time.nowNanos());
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Executor spare() {
    return task -> time.after(0, task);
  }

  @Override
  public Names names() {
    return new Names() {
      @Override
      public void lookUp(
          String host, Consumer<List<InetAddress>> found, Consumer<UnknownHostException> unknown) {
        ScriptedNode node = nodes.get(host);
        if (node == null) {
          unknown.accept(new UnknownHostException(host));
        } else {
          found.accept(List.of(node.address()));
        }
      }

      @Override
      public void close() {
        // Nothing is under way.
      }
    };
  }

  @Override
  public FakeDriver driver(Turns turns) {
    return new FakeDriver(turns);
  }

  /** Where a socket's other end is to be. */
  private ScriptedNode nodeAt(InetSocketAddress target) throws ConnectException {
    for (ScriptedNode node : nodes.values()) {
      if (node.address().equals(target.getAddress())) {
        return node;
      }
    }
    throw new ConnectException("no route to " + target);
  }

  private static InetAddress addressOf(String name, int number) {
    try {
      return InetAddress.getByAddress(name, new byte[] {10, 0, 0, (byte) number});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives turns as events of the virtual time. */
  final class FakeDriver implements Driver {

    private final Turns turns;
    private boolean started;
    private boolean woken;
    private boolean inTurn;
    private boolean stopping;
    private boolean ended;
    private long nextTurnNanos = Turns.NEVER;

    private FakeDriver(Turns turns) {
      this.turns = turns;
    }

    @Override
    public void start() {
      started = true;
    }

    @Override
    public void wake() {
      if (!woken) {
        woken = true;
        time.after(
            0,
            () -> {
              woken = false;
              turn(() -> {});
            });
      }
    }

    @Override
    public void stop() {
      stopping = true;
      if (!inTurn) {
        endOnce();
      }
    }

    @Override
    public boolean isOwnThread() {
      // There is no other.
      return true;
    }

    @Override
    public FakeSocket socket(Watcher watcher) {
      return new FakeSocket(this, watcher);
    }

    VirtualTime time() {
      return time;
    }

    ScriptedNode nodeAt(InetSocketAddress target) throws IOException {
      return FakeGround.this.nodeAt(target);
    }

    /** Tells the client something, and gives it a turn. */
    void turn(Runnable news) {
      if (!started || ended) {
        return;
      }
      inTurn = true;
      news.run();
      turns.turn();
      inTurn = false;
      if (stopping) {
        endOnce();
      } else {
        awaitNextTurn();
      }
    }

    private void awaitNextTurn() {
      long left = turns.leftNanos();
      if (left == Turns.NEVER || time.nowNanos() + left >= nextTurnNanos) {
        return;
      }
      long atNanos = time.nowNanos() + left;
      nextTurnNanos = atNanos;
      time.after(
          left,
          () -> {
            if (nextTurnNanos == atNanos) {
              nextTurnNanos = Turns.NEVER;
              turn(() -> {});
            }
          });
    }

    private void endOnce() {
      if (!ended) {
        ended = true;
        turns.end();
      }
    }
  }
}
