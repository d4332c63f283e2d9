package dev.weir.chaos.bench;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.Answer;
import dev.weir.messages.MessageId;
import dev.weir.messages.Payload;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.topology.NodeAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Asks one node, whoever owns the channel: a client that follows no table and knows nobody else.
 */
final class DirectClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final OutputStream out;
  private long lastId;

  DirectClient(NodeAddress node) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(new InetSocketAddress(node.host(), node.port()), (int) PATIENCE.toMillis());
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    say(new Query.Hello(Codec.VERSION, Codec.VERSION, Payload.EMPTY, "direct"));
  }

  /** A name that sorts after a time in microseconds since 1970. */
  MessageId name(long seenMicros) throws IOException {
    return ((Reply.Named) say(new Query.NameMessage(seenMicros))).id();
  }

  <A extends Answer> A ask(Request<A> request) throws IOException {
    Reply reply = say(new Query.Ask(request, ReadLevel.SESSION));
    if (reply instanceof Reply.Answered answered) {
      return request.answerType().cast(answered.answer());
    }
    throw new IOException("refused: " + reply);
  }

  private Reply say(Query query) throws IOException {
    RequestFrame frame = new RequestFrame(++lastId, PATIENCE, query);
    ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame));
    Codec.encode(frame, bytes);
    out.write(bytes.array());
    out.flush();
    while (true) {
      byte[] content = new byte[in.readInt()];
      in.readFully(content);
      ResponseFrame answer = Codec.decodeResponse(ByteBuffer.wrap(content));
      if (answer.id() == lastId) {
        return answer.reply();
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
