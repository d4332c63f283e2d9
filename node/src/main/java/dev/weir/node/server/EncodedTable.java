package dev.weir.node.server;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.topology.RangeTable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** A range table whose bytes are made once, however many connections get them. */
final class EncodedTable {

  private final Reply.Table reply;
  private final ByteBuffer body;

  EncodedTable(RangeTable table) {
    reply = new Reply.Table(table);
    ByteBuffer bytes = ByteBuffer.allocateDirect(Codec.bodySizeOf(reply));
    Codec.encodeBody(reply, bytes);
    body = bytes.flip().asReadOnlyBuffer();
  }

  RangeTable table() {
    return reply.table();
  }

  /** A frame of its own before the shared body. */
  ByteBuf frame(ByteBufAllocator allocator, long id, long clockMicros) {
    ResponseFrame frame = new ResponseFrame(id, clockMicros, reply);
    int size = Codec.headerSizeOf(frame);
    ByteBuf header = allocator.directBuffer(size);
    Codec.encodeHeader(frame, body.remaining(), header.internalNioBuffer(0, size));
    return Unpooled.wrappedUnmodifiableBuffer(
        header.writerIndex(size), Unpooled.wrappedBuffer(body.duplicate()));
  }
}
