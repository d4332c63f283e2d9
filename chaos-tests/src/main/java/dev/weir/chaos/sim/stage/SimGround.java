package dev.weir.chaos.sim.stage;

import dev.weir.chaos.sim.world.Host;
import dev.weir.chaos.sim.world.Network;
import dev.weir.client.Ground;
import dev.weir.messages.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The ground of whatever runs on one host: its clocks, its sockets. */
final class SimGround implements Ground {

  private final Host host;
  private final Network network;
  private final RandomGenerator random;

  SimGround(Host host, Network network, RandomGenerator random) {
    this.host = host;
    this.network = network;
    this.random = random;
  }

  @Override
  public Ticker ticker() {
    return host.ticker();
  }

  @Override
  public InstantSource wall() {
    return host.wall();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Executor spare() {
    return Runnable::run;
  }

  /** Hosts are called by their addresses here. */
  @Override
  public Names names() {
    return new Names() {
      @Override
      public void lookUp(
          String name, Consumer<List<InetAddress>> found, Consumer<UnknownHostException> unknown) {
        try {
          found.accept(List.of(InetAddress.getByAddress(bytes(name))));
        } catch (UnknownHostException e) {
          unknown.accept(e);
        }
      }

      @Override
      public void close() {}
    };
  }

  private static byte[] bytes(String name) {
    byte[] bytes = new byte[4];
    int at = 0;
    int value = 0;
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      if (each == '.') {
        bytes[at++] = (byte) value;
        value = 0;
      } else {
        value = 10 * value + each - '0';
      }
    }
    bytes[at] = (byte) value;
    return bytes;
  }

  @Override
  public Driver driver(Turns turns) {
    return new Hand(turns);
  }

  /** Gives turns to one client. */
  private final class Hand implements Driver {

    private final Turns turns;
    private final Turner turner;
    private boolean stopped;
    private boolean turning;

    Hand(Turns turns) {
      this.turns = turns;
      this.turner = new Turner(host, this::turn, turns::leftNanos);
    }

    @Override
    public void start() {
      wake();
    }

    @Override
    public void wake() {
      if (!stopped) {
        turner.wake();
      }
    }

    private void turn() {
      if (!stopped) {
        turning = true;
        turns.turn();
        turning = false;
        endIfStopped();
      }
    }

    @Override
    public void stop() {
      if (!stopped) {
        stopped = true;
        turner.stop();
        if (!turning) {
          turns.end();
        }
      }
    }

    private void endIfStopped() {
      if (stopped) {
        turns.end();
      }
    }

    @Override
    public boolean isOwnThread() {
      return true;
    }

    @Override
    public Socket socket(Watcher watcher) {
      return new SimSocket(network, network.unconnected(host), watcher, turner);
    }
  }
}
