package dev.weir.node.server;

import java.nio.ByteBuffer;

/**
 * A node's end of a connection that is fed by hand. Whatever happens to it is looked at in the
 * server's next turn. For the server's one thread; nothing blocks.
 */
public final class HandFedConnection {

  private final HandFedChannel channel;
  private final HandFedLoop loop;

  HandFedConnection(HandFedChannel channel, HandFedLoop loop) {
    this.channel = channel;
    this.loop = loop;
  }

  /** Some bytes have come, in the order in which they were sent; they are copied. */
  public void receive(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    loop.execute(() -> channel.receive(copy));
  }

  /** The far end sends nothing any more: noticed once everything before was read. */
  public void end() {
    loop.execute(channel::end);
  }

  /** The connection broke: noticed at once. */
  public void reset() {
    loop.execute(channel::reset);
  }

  /** The far end has room again for what it left. */
  public void hasRoom() {
    loop.execute(channel::hasRoom);
  }

  /** Bytes that have come and were not read, as the node has too much to do for this client. */
  public int unread() {
    return channel.unread();
  }

  public boolean isOpen() {
    return channel.isOpen();
  }
}
