package dev.weir.node.server;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.client.protocol.SplitFrame;
import dev.weir.client.protocol.Spread;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.Epoch;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection writes: replies, and before them the range table, if the client follows it and
 * does not have the one by which they were made. Event loop only.
 */
final class Speaker {

  private static final Logger log = LoggerFactory.getLogger(Speaker.class);

  private final Desk desk;
  private final Channel channel;
  private boolean following;
  private Optional<Epoch> known = Optional.empty();

  Speaker(Desk desk, Channel channel) {
    this.desk = desk;
    this.channel = channel;
  }

  /** The client wants each table that is newer than this. */
  void follow(Optional<Epoch> newest) {
    following = true;
    known = newest;
    sendTable();
  }

  /** Sends the node's table to a client that follows it and does not have it. */
  void sendTable() {
    Optional<EncodedTable> table = desk.table();
    if (following
        && table.isPresent()
        && isNews(table.get().table().epoch())
        && channel.isActive()
        && channel.isWritable()) {
      known = Optional.of(table.get().table().epoch());
      ByteBuf frame = table.get().frame(channel.alloc(), 0, desk.clock().latestMicros());
      var _ = channel.writeAndFlush(frame, channel.voidPromise());
    }
  }

  private boolean isNews(Epoch epoch) {
    return known.isEmpty() || epoch.isNewerThan(known.get());
  }

  /** Says what became of a request; what is not its own to release stays so. */
  void say(long id, Optional<Spread> spread, Outcome outcome) {
    if (!channel.isActive()) {
      return;
    }
    sendTable();
    try {
      switch (outcome) {
        case Outcome.Own own -> write(id, spread, own.reply());
        case SplitReply split -> write(id, spread, split);
      }
    } catch (WeirException e) {
      log.error("an answer cannot be said in the protocol", e);
      write(
          id,
          Optional.empty(),
          new Reply.Refused(ErrorCode.INTERNAL, "the answer cannot be encoded", Duration.ZERO));
    }
    desk.counters().answered();
  }

  private void write(long id, Optional<Spread> spread, Reply reply) {
    ResponseFrame frame = frame(id, spread, reply);
    ByteBuf bytes = encoded(Codec.sizeOf(frame), target -> Codec.encode(frame, target));
    var _ = channel.writeAndFlush(bytes, channel.voidPromise());
  }

  /** Two writes, which go out in one: joining the buffers before would only cost one more. */
  private void write(long id, Optional<Spread> spread, SplitReply split) {
    ResponseFrame frame = frame(id, spread, split.head());
    int size = split.messages().readableBytes();
    ByteBuf head =
        encoded(
            SplitFrame.headSizeOf(frame),
            target -> SplitFrame.encodeHead(frame, split.count(), size, target));
    var _ = channel.write(head, channel.voidPromise());
    var _ = channel.writeAndFlush(split.messages().retain(), channel.voidPromise());
    desk.counters().shared(size);
  }

  private ResponseFrame frame(long id, Optional<Spread> spread, Reply reply) {
    int away = Math.min(desk.services().away().getAsInt(), ResponseFrame.MAX_AWAY);
    OptionalInt advice = away > 0 ? OptionalInt.of(away) : OptionalInt.empty();
    return new ResponseFrame(id, desk.clock().latestMicros(), spread, advice, reply);
  }

  private ByteBuf encoded(int size, Consumer<ByteBuffer> writing) {
    ByteBuf bytes = channel.alloc().directBuffer(size);
    try {
      writing.accept(bytes.internalNioBuffer(0, size));
      return bytes.writerIndex(size);
    } catch (RuntimeException e) {
      bytes.release();
      throw e;
    }
  }
}
