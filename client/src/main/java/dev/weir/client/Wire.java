package dev.weir.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The bytes of one connection: a socket that never blocks, the frames cut from what it receives,
 * and those gathered until it takes them. Knows nothing of what they say. For the I/O thread alone.
 */
final class Wire {

  private final IoLoop loop;
  private final Timers timers;
  private final Consumer<IOException> broken;
  private final SocketChannel socket;
  private final FrameInput input = new FrameInput();
  private final FrameOutput output = new FrameOutput();
  private Optional<SelectionKey> key = Optional.empty();
  private boolean open;
  private boolean flushing;

  /**
   * A wire to nobody yet.
   *
   * @param broken told if bytes cannot be written any more
   */
  Wire(IoLoop loop, Timers timers, Consumer<IOException> broken) throws IOException {
    this.loop = loop;
    this.timers = timers;
    this.broken = broken;
    this.socket = SocketChannel.open();
  }

  /**
   * Begins to connect; {@code owner} is woken when there is something to do.
   *
   * @return whether it is connected already
   */
  boolean connect(InetSocketAddress target, IoLoop.Wakeable owner) throws IOException {
    socket.configureBlocking(false);
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    key = Optional.of(loop.register(socket, SelectionKey.OP_CONNECT, owner));
    return socket.connect(target);
  }

  /** Ends connecting, once the socket is ready for that. */
  boolean finishConnect() throws IOException {
    return socket.finishConnect();
  }

  /** It is connected: bytes may come and go. */
  void open() {
    open = true;
    key.ifPresent(some -> some.interestOps(SelectionKey.OP_READ));
  }

  /** Writes a frame at the end of this turn, or later if the socket is full. */
  void write(FrameOutput.Outgoing frame) {
    output.add(frame);
    if (!flushing) {
      flushing = true;
      loop.atTurnEnd(() -> {
        flushing = false;
        if (open) {
          flushOrBreak();
        }
      });
    }
  }

  /** As {@link FrameInput#readFrom}. */
  FrameInput.Turn read(Consumer<ByteBuffer> frames) throws IOException {
    return input.readFrom(socket, frames);
  }

  /** Writes as much as the socket takes, and is woken for the rest. */
  void flush() throws IOException {
    boolean all = output.writeTo(socket, timers.nowNanos());
    int interest = SelectionKey.OP_READ | (all ? 0 : SelectionKey.OP_WRITE);
    key.ifPresent(some -> some.interestOps(interest));
  }

  void close() {
    open = false;
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is lost with a socket that is given up.
    }
  }

  private void flushOrBreak() {
    try {
      flush();
    } catch (IOException e) {
      broken.accept(e);
    }
  }
}
