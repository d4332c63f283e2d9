package dev.weir.node.server;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.CodecException;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream of bytes into frames. A length is checked before anything is kept for it, and a
 * frame that begins must end within a time: a slow sender costs no more than it sent.
 */
final class FrameReader extends ByteToMessageDecoder {

  private final Duration frameTimeout;
  private int maxLength = Codec.MAX_HELLO;
  private @Nullable ScheduledFuture<?> cutOff;

  FrameReader(Duration frameTimeout) {
    this.frameTimeout = frameTimeout;
  }

  /** From here on frames may be as long as the protocol allows: the client said HELLO. */
  void trust() {
    maxLength = Codec.MAX_FRAME;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < Codec.LENGTH_BYTES) {
      return;
    }
    int length = in.getInt(in.readerIndex());
    try {
      Codec.requireLength(length, maxLength);
    } catch (CodecException e) {
      in.skipBytes(in.readableBytes());
      throw e;
    }
    if (in.readableBytes() >= Codec.LENGTH_BYTES + length) {
      in.skipBytes(Codec.LENGTH_BYTES);
      out.add(in.readRetainedSlice(length));
      disarm();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (actualReadableBytes() == 0) {
      disarm();
    } else if (cutOff == null) {
      arm(context);
    }
    super.channelReadComplete(context);
  }

  private void arm(ChannelHandlerContext context) {
    cutOff =
        context
            .executor()
            .schedule(() -> cutOff(context), frameTimeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** A rest that the server itself does not read on is not the client's fault. */
  private void cutOff(ChannelHandlerContext context) {
    if (context.channel().config().isAutoRead()) {
      context.fireExceptionCaught(halfFrame());
    } else {
      arm(context);
    }
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    disarm();
  }

  private WeirException halfFrame() {
    return new WeirException(
        ErrorCode.MALFORMED_FRAME,
        "a frame was not complete after %d ms".formatted(frameTimeout.toMillis()));
  }

  private void disarm() {
    if (cutOff != null) {
      cutOff.cancel(false);
      cutOff = null;
    }
  }
}
