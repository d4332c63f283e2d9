package dev.weir.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** The client's end of a connection in memory; the other one is a {@link ScriptedNode}'s. */
final class FakeSocket implements Ground.Socket {

  /** Small, so that frames come in pieces. */
  private static final int BUFFER_BYTES = 64;

  /** What is written and has not arrived: small, so that there is no room at times. */
  private static final int MAX_UNDER_WAY = 100;

  private final FakeGround.FakeDriver driver;
  private final Ground.Watcher watcher;
  private ByteBuffer unread = ByteBuffer.allocate(0);
  private int underWay;
  private boolean awaitsRoom;
  private boolean ended;
  private boolean reset;
  private boolean closed;
  private boolean refused;
  private ScriptedNode.Peer peer;

  FakeSocket(FakeGround.FakeDriver driver, Ground.Watcher watcher) {
    this.driver = driver;
    this.watcher = watcher;
  }

  @Override
  public boolean connect(InetSocketAddress target) throws IOException {
    ScriptedNode node = driver.nodeAt(target);
    driver.time().note("connect to " + node.name());
    peer = node.peer(this);
    later(() -> node.arrived(peer));
    return false;
  }

  @Override
  public void awaitRoom(boolean wanted) {
    awaitsRoom = wanted;
  }

  @Override
  public ByteBuffer buffer() {
    return ByteBuffer.allocate(BUFFER_BYTES);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    requireOpen();
    int length = Math.min(target.remaining(), unread.remaining());
    target.put(target.position(), unread, unread.position(), length);
    target.position(target.position() + length);
    unread.position(unread.position() + length);
    if (length == 0 && reset) {
      throw new SocketException("Connection reset");
    }
    return length == 0 && ended ? -1 : length;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    requireOpen();
    byte[] bytes = new byte[Math.min(source.remaining(), MAX_UNDER_WAY - underWay)];
    source.get(bytes);
    underWay += bytes.length;
    later(() -> {
      peer.receive(bytes);
      later(() -> arrived(bytes.length));
    });
    return bytes.length;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      later(peer::ended);
    }
  }

  /** The node has accepted it. */
  void accepted() {
    later(() -> tell(watcher::connected));
  }

  /** The node has refused it. */
  void refused() {
    later(() -> tell(() -> watcher.failed(new ConnectException("Connection refused"))));
  }

  /** The node has sent something. */
  void send(byte... bytes) {
    later(() -> {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.write(unread.array(), unread.position(), unread.remaining());
      all.writeBytes(bytes);
      unread = ByteBuffer.wrap(all.toByteArray());
      tellReadable();
    });
  }

  /** The node has closed its end, or broken the connection. */
  void end(boolean byReset) {
    later(() -> {
      ended = true;
      reset = byReset;
      tellReadable();
    });
  }

  /** Again and again, as a selector does, as long as something is there. */
  private void tellReadable() {
    tell(watcher::readable);
    if (!closed && (unread.hasRemaining() || ended)) {
      driver.time().after(0, this::tellReadable);
    }
  }

  private void arrived(int bytes) {
    underWay -= bytes;
    if (awaitsRoom) {
      tell(watcher::writable);
    }
  }

  private void tell(Runnable news) {
    if (!closed) {
      driver.turn(news);
    }
  }

  private void later(Runnable task) {
    driver.time().after(FakeGround.LATENCY_NANOS, task);
  }

  private void requireOpen() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }
}
