package dev.weir.client;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.ErrorCode;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Region;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node of a {@link FakeGround}: acknowledges everything, until a test wants it otherwise. */
final class ScriptedNode {

  private static final int PORT = 1;

  /** How it takes what comes. */
  enum Mood {
    /** Answers. */
    WELL,
    /** Answers signs of life, but no request. */
    SLOW,
    /** Says nothing any more, though its connections stay. */
    FROZEN,
    /** Refuses connections. */
    DOWN
  }

  private final String name;
  private final VirtualTime time;
  private final InetAddress address;
  private final List<Peer> peers = new ArrayList<>();
  private final List<Long> arrivalNanos = new ArrayList<>();
  private final List<Long> connectNanos = new ArrayList<>();
  private Mood mood = Mood.WELL;

  ScriptedNode(String name, VirtualTime time, InetAddress address) {
    this.name = name;
    this.time = time;
    this.address = address;
  }

  String name() {
    return name;
  }

  InetAddress address() {
    return address;
  }

  NodeAddress contact() {
    return new NodeAddress(name, PORT);
  }

  Member member() {
    return new Member(new NodeId(name), contact());
  }

  /** What stands before the number in its name. */
  Region region() {
    return new Region(name.split("-", 2)[0]);
  }

  void mood(Mood now) {
    time.note(name + " is " + now);
    mood = now;
    if (now == Mood.DOWN) {
      peers.forEach(Peer::reset);
      peers.clear();
    }
  }

  /** When requests arrived. */
  List<Long> arrivalNanos() {
    return arrivalNanos;
  }

  /** When somebody knocked. */
  List<Long> connectNanos() {
    return connectNanos;
  }

  Peer peer(FakeSocket socket) {
    return new Peer(socket);
  }

  void arrived(Peer peer) {
    connectNanos.add(time.nowNanos());
    if (mood == Mood.DOWN) {
      peer.socket.refused();
    } else {
      peers.add(peer);
      peer.socket.accepted();
    }
  }

  /** The node's end of a connection. */
  final class Peer {

    private final FakeSocket socket;
    private ByteArrayOutputStream received = new ByteArrayOutputStream();

    private Peer(FakeSocket socket) {
      this.socket = socket;
    }

    void reset() {
      socket.end(true);
    }

    /** The client has closed its end. */
    void ended() {
      time.note(name + " is left");
      peers.remove(this);
    }

    void receive(byte[] bytes) {
      if (!peers.contains(this)) {
        return;
      }
      received.writeBytes(bytes);
      ByteBuffer whole = ByteBuffer.wrap(received.toByteArray());
      while (whole.remaining() >= Codec.LENGTH_BYTES
          && whole.remaining() - Codec.LENGTH_BYTES >= whole.getInt(whole.position())) {
        int length = whole.getInt();
        receive(Codec.decodeRequest(whole.slice(whole.position(), length)));
        whole.position(whole.position() + length);
      }
      received = new ByteArrayOutputStream();
      received.write(whole.array(), whole.position(), whole.remaining());
    }

    private void receive(RequestFrame frame) {
      Query query = frame.query();
      time.note("%s gets %d: %s".formatted(name, frame.id(), query.getClass().getSimpleName()));
      if (query instanceof Query.Ask) {
        arrivalNanos.add(time.nowNanos());
      }
      if (mood == Mood.FROZEN || mood == Mood.SLOW && query instanceof Query.Ask) {
        return;
      }
      if (query instanceof Query.Hello) {
        reply(frame, new Reply.Welcome(Codec.VERSION, new NodeId(name), region(), 4_096));
      } else if (query instanceof Query.Ping) {
        reply(frame, new Reply.Pong());
      } else if (query instanceof Query.Ask) {
        reply(frame, new Reply.Answered(new Acknowledged()));
      } else if (!(query instanceof Query.FollowTable)) {
        reply(frame, new Reply.Refused(ErrorCode.INTERNAL, "not here", Duration.ZERO));
      }
    }

    private void reply(RequestFrame frame, Reply reply) {
      ResponseFrame answer = new ResponseFrame(frame.id(), 1_767_225_600_000_000L, reply);
      ByteBuffer bytes = ByteBuffer.allocate(Codec.sizeOf(answer));
      Codec.encode(answer, bytes);
      socket.send(bytes.array());
    }
  }
}
