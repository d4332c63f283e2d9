package dev.weir.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The bytes of one connection: a socket that never blocks, the frames cut from what it receives,
 * and those gathered until it takes them. Knows nothing of what they say. For the I/O thread alone.
 */
final class Wire implements Ground.Watcher {

  /** Who is told what comes over the wire. */
  interface End {

    /** It is connected: bytes may come and go. */
    void opened();

    /** A whole frame came, without its length. */
    void received(ByteBuffer frame);

    /** All that there was to read was received. */
    void read(FrameInput.Turn turn);

    /** It is of no more use; told again, perhaps, while it is not closed. */
    void broken(Exception cause);
  }

  private interface Step {
    void run() throws IOException;
  }

  private final IoLoop loop;
  private final Timers timers;
  private final End end;
  private final Ground.Socket socket;
  private final FrameInput input;
  private final FrameOutput output;
  private boolean open;
  private boolean closed;
  private boolean flushing;

  /** A wire to nobody yet. */
  Wire(IoLoop loop, Timers timers, End end) throws IOException {
    this.loop = loop;
    this.timers = timers;
    this.end = end;
    this.socket = loop.socket(this);
    this.input = new FrameInput(socket::buffer);
    this.output = new FrameOutput(socket::buffer);
  }

  /** Begins to connect. */
  void connect(InetSocketAddress target) {
    guarded(() -> {
      if (socket.connect(target)) {
        open();
      }
    });
  }

  /** Writes a frame at the end of this turn, or later if the socket is full. */
  void write(FrameOutput.Outgoing frame) {
    output.add(frame);
    if (!flushing) {
      flushing = true;
      loop.atTurnEnd(() -> {
        flushing = false;
        if (open) {
          guarded(this::flush);
        }
      });
    }
  }

  void close() {
    open = false;
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is lost with a socket that is given up.
    }
  }

  @Override
  public void connected() {
    guarded(this::open);
  }

  @Override
  public void failed(IOException cause) {
    if (!closed) {
      end.broken(cause);
    }
  }

  @Override
  public void readable() {
    guarded(() -> end.read(input.readFrom(socket, end::received)));
  }

  @Override
  public void writable() {
    guarded(this::flush);
  }

  private void open() {
    open = true;
    end.opened();
  }

  /** Writes as much as the socket takes, and is told of room for the rest. */
  private void flush() throws IOException {
    socket.awaitRoom(!output.writeTo(socket, timers.nowNanos()));
  }

  private void guarded(Step step) {
    if (closed) {
      return;
    }
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      // Even a defect of ours breaks one connection only, never the thread that all depend on. And
      // a channel throws unchecked what a wrong kind of address makes it throw.
      end.broken(e);
    }
  }
}
