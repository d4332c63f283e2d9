package dev.weir.node.server;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.client.protocol.Spread;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.Epoch;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection writes: replies, and before them the range table, if the client follows it and
 * does not have the one by which they were made. Event loop only.
 */
final class Speaker {

  private static final Logger log = LoggerFactory.getLogger(Speaker.class);

  private final Desk desk;
  private boolean following;
  private Optional<Epoch> known = Optional.empty();

  Speaker(Desk desk) {
    this.desk = desk;
  }

  /** The client wants each table that is newer than this. */
  void follow(ChannelHandlerContext context, Optional<Epoch> newest) {
    following = true;
    known = newest;
    sendTable(context);
  }

  /** Sends the node's table to a client that follows it and does not have it. */
  void sendTable(ChannelHandlerContext context) {
    Optional<EncodedTable> table = desk.table();
    if (following
        && table.isPresent()
        && isNews(table.get().table().epoch())
        && context.channel().isActive()
        && context.channel().isWritable()) {
      known = Optional.of(table.get().table().epoch());
      ByteBuf frame = table.get().frame(context.alloc(), 0, desk.clock().latestMicros());
      var _ = context.writeAndFlush(frame, context.voidPromise());
    }
  }

  private boolean isNews(Epoch epoch) {
    return known.isEmpty() || epoch.isNewerThan(known.get());
  }

  void say(ChannelHandlerContext context, long id, Optional<Spread> spread, Reply reply) {
    if (!context.channel().isActive()) {
      return;
    }
    sendTable(context);
    ByteBuf bytes;
    try {
      bytes = encode(context, id, spread, reply);
    } catch (WeirException e) {
      log.error("an answer cannot be said in the protocol", e);
      Reply refusal =
          new Reply.Refused(ErrorCode.INTERNAL, "the answer cannot be encoded", Duration.ZERO);
      bytes = encode(context, id, Optional.empty(), refusal);
    }
    desk.counters().answered();
    var _ = context.writeAndFlush(bytes, context.voidPromise());
  }

  private ByteBuf encode(
      ChannelHandlerContext context, long id, Optional<Spread> spread, Reply reply) {
    ResponseFrame frame = new ResponseFrame(id, desk.clock().latestMicros(), spread, reply);
    int size = Codec.sizeOf(frame);
    ByteBuf bytes = context.alloc().directBuffer(size);
    try {
      Codec.encode(frame, bytes.internalNioBuffer(0, size));
      return bytes.writerIndex(size);
    } catch (WeirException e) {
      bytes.release();
      throw e;
    }
  }
}
