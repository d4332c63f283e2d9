package dev.weir.node.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelId;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.local.LocalAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A channel between a node and whoever feeds it. Is read when the pipeline wants to read, and
 * written as far as the far end takes it, as a socket is. Event loop only.
 */
final class HandFedChannel extends AbstractChannel {

  private static final ChannelMetadata METADATA = new ChannelMetadata(false);

  private final Config config = new Config();
  private final SocketAddress from;
  private final FarEnd end;
  private final Queue<byte[]> inbox = new ArrayDeque<>();
  private int unread;
  private boolean ended;
  private boolean reading;
  private boolean open = true;

  /** Channels of a server differ by their numbers, and by nothing that is drawn. */
  HandFedChannel(int number, String from, FarEnd end) {
    super(null, new Numbered(number));
    this.from = new LocalAddress(from);
    this.end = end;
  }

  private record Numbered(int value) implements ChannelId {

    @Override
    public String asShortText() {
      return Integer.toString(value);
    }

    @Override
    public String asLongText() {
      return asShortText();
    }

    @Override
    public int compareTo(ChannelId other) {
      return other instanceof Numbered(int number)
          ? Integer.compare(value, number)
          : asLongText().compareTo(other.asLongText());
    }
  }

  private final class Config extends DefaultChannelConfig {

    Config() {
      super(HandFedChannel.this);
    }

    @Override
    protected void autoReadCleared() {
      reading = false;
    }
  }

  private final class Hands extends AbstractUnsafe {

    @Override
    public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
      promise.setFailure(new UnsupportedOperationException("it is connected"));
    }
  }

  void receive(byte[] bytes) {
    if (open && !ended) {
      inbox.add(bytes);
      unread += bytes.length;
      read0();
    }
  }

  /** Nothing comes any more. */
  void end() {
    ended = true;
    read0();
  }

  void reset() {
    var _ = close();
  }

  void hasRoom() {
    unsafe().flush();
  }

  int unread() {
    return unread;
  }

  private void read0() {
    if (!reading || !open) {
      return;
    }
    boolean any = false;
    while (reading && !inbox.isEmpty()) {
      byte[] bytes = inbox.remove();
      unread -= bytes.length;
      any = true;
      pipeline().fireChannelRead(Unpooled.wrappedBuffer(bytes));
    }
    if (any) {
      reading = false;
      pipeline().fireChannelReadComplete();
    }
    if (ended && inbox.isEmpty() && open) {
      var _ = close();
    }
  }

  @Override
  protected void doBeginRead() {
    if (!reading) {
      reading = true;
      if (!inbox.isEmpty() || ended) {
        eventLoop().execute(this::read0);
      }
    }
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer out) {
    while (out.current() instanceof ByteBuf bytes) {
      if (bytes.isReadable()) {
        ByteBuffer view = bytes.nioBuffer();
        end.take(view);
        int left = view.remaining();
        out.removeBytes(bytes.readableBytes() - left);
        if (left > 0) {
          return;
        }
      } else {
        out.remove();
      }
    }
  }

  @Override
  protected void doClose() {
    if (open) {
      open = false;
      inbox.clear();
      unread = 0;
      end.closed();
    }
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doBind(SocketAddress local) {
    throw new UnsupportedOperationException("there is nothing to bind");
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new Hands();
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return loop instanceof HandFedLoop;
  }

  @Override
  protected SocketAddress localAddress0() {
    return from;
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return from;
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isActive() {
    return open;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }
}
