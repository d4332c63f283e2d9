package dev.weir.client;

import dev.weir.messages.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What a client stands on: time, chance, turns to work in, and sockets. In production the
 * machine's. A simulation brings its own, and then everything above is decided by it alone: a
 * client reads no clock, starts no thread and draws no number but through here.
 *
 * <p>Given to {@link WeirClient#on}, {@link Peers#on} and {@link RegionLink#on}, each of which asks
 * for one {@link Driver}. So one ground may carry several clients.
 */
public interface Ground {

  /**
   * The machine's own, for as many clients as wanted: a daemon thread for each, the system's
   * sockets and clocks, and chance that is drawn on any thread and never repeats itself.
   */
  static Ground machine() {
    return MachineGround.unique();
  }

  /** For durations: deadlines, timers, silence. */
  Ticker ticker();

  /** For dates: the names and times of messages. */
  InstantSource wall();

  /**
   * Drawn from within turns, and by the thread that makes a client, before the first one.
   *
   * <p>The name under which a {@link WeirClient} leases numbers is drawn here, too: two clients
   * that drew the same one would give the same ids.
   */
  RandomGenerator random();

  /** Completes what a client's own executor refuses to: whoever waits must hear all the same. */
  Executor spare();

  /** Finds the addresses of hosts; the client closes it. */
  Names names();

  /** Somebody who will give these turns, once he is started. */
  Driver driver(Turns turns);

  /**
   * A client's work, done in turns: one at a time, each seen by the next one. A thread of its own
   * is one way, the only thread of a simulation another.
   */
  interface Turns {

    /** Nothing is to be done before somebody calls {@link Driver#wake}. */
    long NEVER = Long.MAX_VALUE;

    /**
     * Does what has come due, and writes what has gathered. To be called soon after {@link
     * Driver#wake}, after a {@link Watcher} was told something, and when {@link #leftNanos} are
     * over; called in vain it does nothing.
     */
    void turn();

    /** How long until a turn is due, 0 or more; {@link #NEVER} if none is. Between turns only. */
    long leftNanos();

    /** In place of all further turns: fails what is under way, and closes every socket. */
    void end();
  }

  /** Gives turns to one client. */
  interface Driver {

    /** Begins to. */
    void start();

    /** Asks for a turn soon; never gives it before this returns. Any thread, also within a turn. */
    void wake();

    /**
     * Calls {@link Turns#end}, at once or when the present turn is over, and never again anything.
     * Any thread; returns when that is done, unless it is called within a turn. A second call does
     * nothing.
     */
    void stop();

    /** Whether the calling thread is the one that turns run on: it must not wait for one. */
    boolean isOwnThread();

    /**
     * A socket to nobody yet. Within a turn only.
     *
     * @param watcher told about it, and never after it is closed
     * @throws IOException if there is none to be had
     */
    Socket socket(Watcher watcher) throws IOException;
  }

  /**
   * One end of a connection. Never blocks: {@code read} returns 0 while nothing is there and −1
   * after the other end has closed, {@code write} takes what there is room for. Within turns only,
   * or what a watcher is told.
   */
  interface Socket extends ByteChannel {

    /**
     * Begins to connect.
     *
     * @return whether it is connected already; then its watcher is not told so
     */
    boolean connect(InetSocketAddress target) throws IOException;

    /** Whether its watcher is to be told, from now on, when there is room to write. */
    void awaitRoom(boolean wanted);

    /**
     * A new buffer of a size that suits it, for what goes one way. Of any size; a frame that is
     * larger is read all the same.
     */
    ByteBuffer buffer();
  }

  /** Is told what becomes of a socket: between turns, with a turn to follow. */
  interface Watcher {

    /** It is connected. */
    void connected();

    /** It could not be connected. */
    void failed(IOException cause);

    /** Bytes can be read, or the end. Told again as long as that is so. */
    void readable();

    /** There is room to write, as awaited. */
    void writable();
  }

  /** Finds the addresses of hosts. */
  interface Names extends AutoCloseable {

    /**
     * Answers once, on any thread, perhaps before this returns; perhaps not after it is closed.
     *
     * @param found told one address or more
     */
    void lookUp(
        String host, Consumer<List<InetAddress>> found, Consumer<UnknownHostException> unknown);

    @Override
    void close();
  }
}
