package dev.weir.chaos.sim.faults;

import dev.weir.chaos.sim.stage.SimNode;
import dev.weir.chaos.sim.stage.Stage;
import dev.weir.chaos.sim.world.Host;
import dev.weir.chaos.sim.world.Stream;
import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.Payload;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Slice;
import dev.weir.topology.ChannelId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * F9: a client of a later version, which speaks this one, too, and says things in its requests that
 * nobody here knows. There is no version before the first.
 */
final class MixedVersions extends Trouble {

  /** Where the extensions of a request begin. */
  private static final int EXTENSIONS_AT = 19;

  /** An extension that may be passed over: tag, length, and what it holds. */
  private static final byte[] UNKNOWN = {77, 0, 3, 1, 2, 3};

  private static final int LATER_VERSION = Codec.VERSION + 3;

  private Stream stream;
  private ByteArrayOutputStream unread = new ByteArrayOutputStream();
  private long nextId;
  private long answered;

  MixedVersions(Stage stage, PlannedFault plan) {
    super(stage, plan);
    this.stream = stage.network().unconnected(stage.nodes().getFirst().host());
  }

  @Override
  void start() {
    SimNode node = any(stage.nodes());
    Host host = stage.network().host("later-" + agenda.nanos(), node.region());
    stream = stage.network().unconnected(host);
    unread = new ByteArrayOutputStream();
    boolean[] greeted = {false};
    stream.owner(() -> {
      if (stream.isConnected() && !greeted[0]) {
        greeted[0] = true;
        say(new Query.Hello(Codec.VERSION, LATER_VERSION, Payload.EMPTY, "later"), false);
      }
      hear();
    });
    stage.network().connect(stream, node.address());
    ask(stream);
  }

  private void ask(Stream asked) {
    later(
        between(100, 2_000),
        () -> {
          if (asked != stream) {
            return;
          }
          if (asked.failure().isPresent() || asked.isEnded()) {
            start();
            return;
          }
          History history = new History(new ChannelId(1), Slice.newest(), 10);
          say(new Query.Ask(history, ReadLevel.SESSION), true);
          ask(asked);
        });
  }

  private void say(Query query, boolean extended) {
    RequestFrame frame = new RequestFrame(++nextId, Duration.ofSeconds(2), query);
    ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(frame) + UNKNOWN.length);
    Codec.encode(frame, bytes);
    if (extended) {
      extend(bytes);
    }
    try {
      stream.write(bytes.flip());
    } catch (IOException e) {
      // Broken or closed: the next question finds out.
    }
  }

  private static void extend(ByteBuffer bytes) {
    int end = bytes.position();
    byte[] rest = new byte[end - EXTENSIONS_AT - 2];
    bytes.get(EXTENSIONS_AT + 2, rest);
    bytes.putInt(0, bytes.getInt(0) + UNKNOWN.length);
    bytes.putShort(EXTENSIONS_AT, (short) (bytes.getShort(EXTENSIONS_AT) + UNKNOWN.length));
    bytes.position(EXTENSIONS_AT + 2);
    bytes.put(UNKNOWN).put(rest);
  }

  private void hear() {
    try {
      for (byte[] some = stream.take(); some != null; some = stream.take()) {
        unread.writeBytes(some);
      }
    } catch (IOException e) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(unread.toByteArray());
    while (bytes.remaining() >= 4 && bytes.remaining() >= 4 + bytes.getInt(bytes.position())) {
      int size = bytes.getInt();
      hear(Codec.decodeResponse(bytes.slice(bytes.position(), size)));
      bytes.position(bytes.position() + size);
    }
    unread.reset();
    unread.write(bytes.array(), bytes.position(), bytes.remaining());
  }

  private void hear(ResponseFrame frame) {
    if (frame.reply() instanceof Reply.Refused refused
        && (refused.code() == ErrorCode.MALFORMED_FRAME
            || refused.code() == ErrorCode.UNKNOWN_OPERATION
            || refused.code() == ErrorCode.UNSUPPORTED_VERSION)) {
      throw new IllegalStateException("a later client was not understood: " + refused);
    }
    answered++;
  }

  @Override
  void stop() {
    stream.close();
  }

  @Override
  public long fired() {
    return answered;
  }
}
