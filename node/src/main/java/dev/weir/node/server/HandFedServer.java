package dev.weir.node.server;

import dev.weir.messages.Ticker;

/**
 * Connections without sockets: somebody brings the bytes of each and takes what is answered. All
 * that a connection of a socket passes is passed here too, on one event loop that has no thread:
 * {@link #turn} is it. For one thread; nothing blocks.
 */
public final class HandFedServer implements AutoCloseable {

  private final Door door;
  private final HandFedLoop loop;
  private int accepted;

  /**
   * A server at this door.
   *
   * @param ticker of the node
   * @param wanted told that a turn is needed, before the next of which it is not told again; quick,
   *     takes no turn
   */
  public HandFedServer(Door door, Ticker ticker, Runnable wanted) {
    this.door = door;
    this.loop = new HandFedLoop(ticker, wanted);
  }

  /**
   * Lets somebody connect. As with a socket, whether the node takes him is known only later.
   *
   * @param from what logs call him
   */
  public HandFedConnection accept(String from, FarEnd end) {
    HandFedChannel channel = new HandFedChannel(++accepted, from, end);
    channel.config().setWriteBufferWaterMark(Door.WATER_MARK);
    channel.pipeline().addLast(door.entrance());
    var _ = loop.register(channel);
    return new HandFedConnection(channel, loop);
  }

  /** Does what is to be done now, and whatever follows from it. */
  public void turn() {
    loop.turn();
  }

  /**
   * Nanoseconds until a turn is due though nobody wants one: 0 if it is now, {@link Long#MAX_VALUE}
   * if never.
   */
  public long leftNanos() {
    return loop.leftNanos();
  }

  /** Closes every connection at once, answers in flight or not. */
  @Override
  public void close() {
    var _ = door.group().close();
    turn();
  }
}
