package dev.weir.chaos.sim.stage;

import dev.weir.chaos.sim.world.Network;
import dev.weir.chaos.sim.world.Stream;
import dev.weir.client.Ground;
import dev.weir.topology.NodeAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A client's end of a connection, as the client's ground has it. */
final class SimSocket implements Ground.Socket {

  private static final int BUFFER_BYTES = 8 * 1024;

  private final Network network;
  private final Stream stream;
  private final Ground.Watcher watcher;
  private final Turner turner;
  private boolean connected;
  private boolean awaitsRoom;

  SimSocket(Network network, Stream stream, Ground.Watcher watcher, Turner turner) {
    this.network = network;
    this.stream = stream;
    this.watcher = watcher;
    this.turner = turner;
    stream.owner(this::woken);
  }

  @Override
  public boolean connect(InetSocketAddress target) {
    String host = target.getAddress().getHostAddress();
    network.connect(stream, new NodeAddress(host, target.getPort()));
    return false;
  }

  private void woken() {
    if (stream.isClosed()) {
      return;
    }
    if (!connected && stream.failure().isPresent()) {
      watcher.failed(new ConnectException(stream.failure().get()));
    } else if (!connected && stream.isConnected()) {
      connected = true;
      watcher.connected();
    }
    if (connected && !stream.isClosed() && stream.isReadable()) {
      watcher.readable();
    }
    if (connected && !stream.isClosed() && awaitsRoom && stream.isWritable()) {
      watcher.writable();
    }
    turner.now();
    if (connected && !stream.isClosed() && stream.isReadable()) {
      stream.wake();
    }
  }

  @Override
  public void awaitRoom(boolean wanted) {
    awaitsRoom = wanted;
    if (wanted && stream.isWritable()) {
      stream.wake();
    }
  }

  @Override
  public ByteBuffer buffer() {
    return ByteBuffer.allocate(BUFFER_BYTES);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return stream.read(target);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return stream.write(source);
  }

  @Override
  public boolean isOpen() {
    return !stream.isClosed();
  }

  @Override
  public void close() {
    stream.close();
  }
}
