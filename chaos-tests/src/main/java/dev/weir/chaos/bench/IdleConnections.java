package dev.weir.chaos.bench;

import dev.weir.chaos.bench.load.NoFigureException;
import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Payload;
import dev.weir.topology.NodeAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that have said who they are and then ask nothing. */
final class IdleConnections implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long KILOBYTE = 1_024;

  private final NodeAddress node;
  private final List<Socket> sockets = new ArrayList<>();

  IdleConnections(NodeAddress node) {
    this.node = node;
  }

  /** Connects until there are so many; blocks until the node has greeted each. */
  void grow(int connections) throws IOException {
    while (sockets.size() < connections) {
      Socket socket = new Socket();
      sockets.add(socket);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.connect(new InetSocketAddress(node.host(), node.port()), (int) PATIENCE.toMillis());
      RequestFrame hello =
          new RequestFrame(
              1, PATIENCE, new Query.Hello(Codec.VERSION, Codec.VERSION, Payload.EMPTY, "idle"));
      ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(hello));
      Codec.encode(hello, bytes);
      socket.getOutputStream().write(bytes.array());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      in.readFully(new byte[in.readInt()]);
    }
  }

  /** Fails if the node has closed one: then the memory of so many was not measured. */
  void requireOpen() throws IOException {
    for (Socket socket : sockets) {
      socket.setSoTimeout(1);
      try {
        if (socket.getInputStream().read() < 0) {
          throw new NoFigureException("the node closed an idle connection");
        }
      } catch (SocketTimeoutException _) {
        // Open, and silent.
      }
    }
  }

  /** What a process has in memory, as Linux tells it. */
  static long residentBytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> KILOBYTE * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow(() -> new IOException("no VmRSS of process " + pid));
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
