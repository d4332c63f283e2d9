package dev.weir.node.server;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.Payload;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.topology.NodeAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A client that sends what it is told, byte for byte, and blocks for what comes back. */
final class RawClient implements AutoCloseable {

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  RawClient(NodeAddress address) throws IOException {
    socket = new Socket(address.host(), address.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** A client that was welcomed. */
  static RawClient welcomed(NodeAddress address) throws IOException {
    RawClient client = new RawClient(address);
    client.send(1, new Query.Hello(1, 1, Payload.EMPTY, "raw"));
    if (!(client.receive().reply() instanceof Reply.Welcome)) {
      throw new AssertionError("not welcome");
    }
    return client;
  }

  void send(long id, Query query) throws IOException {
    send(id, Duration.ofSeconds(5), query);
  }

  void send(long id, Duration left, Query query) throws IOException {
    bytes(encode(new RequestFrame(id, left, query)));
  }

  void ask(long id, Request<?> request) throws IOException {
    send(id, new Query.Ask(request, ReadLevel.SESSION));
  }

  static byte[] encode(RequestFrame frame) {
    ByteBuffer buffer = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, buffer);
    return buffer.array();
  }

  void bytes(byte... bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  ResponseFrame receive() throws IOException {
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    return Codec.decodeResponse(ByteBuffer.wrap(frame));
  }

  Reply.Refused refusal() throws IOException {
    return (Reply.Refused) receive().reply();
  }

  /** Whether the server closed the connection, with nothing more to read. */
  boolean isEnded() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
