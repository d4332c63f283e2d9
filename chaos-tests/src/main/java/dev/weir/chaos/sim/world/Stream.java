package dev.weir.chaos.sim.world;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection, as a process has it: never blocks, and wakes its owner when there is
 * something to do.
 */
public final class Stream {

  private final Network network;
  private final Host host;
  private Runnable owner = () -> {};
  private @Nullable Pipe in;
  private @Nullable Pipe out;
  private @Nullable Stream other;
  private boolean connected;
  private boolean closed;
  private boolean dead;
  private boolean woken;
  private Optional<String> broken = Optional.empty();

  /** An end without another one. */
  Stream(Network network, Host host) {
    this.network = network;
    this.host = host;
    host.atDeath(this::die);
  }

  /** Has it told, within the process, that it may read, write, or is connected or broken. */
  public void owner(Runnable wake) {
    owner = wake;
  }

  /** Both ends know of each other from here on; this one may write at once. */
  void join(Stream far, Link there, Link back) {
    other = far;
    far.other = this;
    Pipe away = new Pipe(network, there, this, far);
    Pipe home = new Pipe(network, back, far, this);
    out = away;
    in = home;
    far.in = away;
    far.out = home;
  }

  void connected() {
    connected = true;
    wake();
  }

  /** It will not be, or is no more. */
  void broke(String why) {
    if (broken.isEmpty() && !closed) {
      broken = Optional.of(why);
      wake();
    }
  }

  /** Whether it has been accepted, and is not broken. */
  public boolean isConnected() {
    return connected && broken.isEmpty();
  }

  /** Whether there is something to read, or nothing will ever be. */
  public boolean isReadable() {
    return broken.isPresent() || (in != null && in.isReadable());
  }

  public boolean isWritable() {
    return broken.isPresent() || (connected && out != null && out.hasRoom());
  }

  public boolean isClosed() {
    return closed;
  }

  /** Why it broke. */
  public Optional<String> failure() {
    return broken;
  }

  /**
   * Takes what there is room for.
   *
   * @return how many bytes, perhaps 0
   */
  public int write(ByteBuffer bytes) throws IOException {
    check();
    return out == null ? 0 : out.write(bytes);
  }

  /** How many bytes were read; 0 if there are none now, -1 at the end. */
  public int read(ByteBuffer bytes) throws IOException {
    check();
    return in == null ? 0 : in.read(bytes);
  }

  /** The next bytes that have arrived; null if there are none now. */
  public byte @Nullable [] take() throws IOException {
    check();
    return in == null ? null : in.take();
  }

  /** Whether the other end has said that nothing follows, and all else was read. */
  public boolean isEnded() {
    return in != null && in.isEnded();
  }

  private void check() throws IOException {
    if (broken.isPresent()) {
      throw new IOException(broken.get());
    }
    if (closed) {
      throw new IOException("this end is closed");
    }
  }

  /** Sends what was written, and an end; reads no more. */
  public void close() {
    if (!closed) {
      closed = true;
      if (out != null && broken.isEmpty()) {
        out.end();
      }
    }
  }

  /** The process is gone; its kernel says so to whoever is there, unless the machine is, too. */
  private void die() {
    if (!closed && !dead) {
      dead = true;
      if (other != null && connected) {
        reset(other);
      }
    }
  }

  /** Whether nobody would read what arrives here. */
  boolean isGone() {
    return dead || closed;
  }

  /** Tells the far end that there is nobody here, if that gets through. */
  void reset(Stream far) {
    if (!host.isOff()) {
      network.reset(this, far);
    }
  }

  Host host() {
    return host;
  }

  /** Has the owner run within its process, once for all that happens until then. */
  public void wake() {
    if (!woken && !closed) {
      woken = true;
      host.after(
          0,
          () -> {
            woken = false;
            owner.run();
          });
    }
  }
}
