package dev.weir.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** A socket of the system, watched by the selector of a {@link MachineDriver}. */
final class MachineSocket implements Ground.Socket {

  /** Of what is read at once, and of small frames that are written together. */
  static final int BUFFER_BYTES = 64 << 10;

  private final Selector selector;
  private final Ground.Watcher watcher;
  private final SocketChannel channel;
  private Optional<SelectionKey> key = Optional.empty();
  private boolean awaitsRoom;

  MachineSocket(Selector selector, Ground.Watcher watcher) throws IOException {
    this.selector = selector;
    this.watcher = watcher;
    this.channel = SocketChannel.open();
  }

  @Override
  public boolean connect(InetSocketAddress target) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    SelectionKey registered = channel.register(selector, SelectionKey.OP_CONNECT, this);
    key = Optional.of(registered);
    boolean connected = channel.connect(target);
    if (connected) {
      registered.interestOps(SelectionKey.OP_READ);
    }
    return connected;
  }

  @Override
  public void awaitRoom(boolean wanted) {
    if (wanted != awaitsRoom) {
      awaitsRoom = wanted;
      int interest = SelectionKey.OP_READ | (wanted ? SelectionKey.OP_WRITE : 0);
      key.ifPresent(some -> some.interestOps(interest));
    }
  }

  /** The selector found something to do. */
  void selected(SelectionKey own) {
    int ready = own.readyOps();
    if ((ready & SelectionKey.OP_CONNECT) != 0) {
      finishConnect(own);
    }
    if ((ready & SelectionKey.OP_READ) != 0 && isOpen()) {
      watcher.readable();
    }
    if ((ready & SelectionKey.OP_WRITE) != 0 && isOpen()) {
      watcher.writable();
    }
  }

  private void finishConnect(SelectionKey own) {
    try {
      if (!channel.finishConnect()) {
        return;
      }
      own.interestOps(SelectionKey.OP_READ);
    } catch (IOException e) {
      watcher.failed(e);
      return;
    }
    watcher.connected();
  }

  @Override
  public ByteBuffer buffer() {
    return ByteBuffer.allocateDirect(BUFFER_BYTES);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return channel.write(source);
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
