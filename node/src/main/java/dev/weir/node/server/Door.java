package dev.weir.node.server;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.HybridClock;
import dev.weir.messages.Ticker;
import dev.weir.topology.RangeTable;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A node's door: lets connections in, however their bytes come, and tells all of them what all must
 * know. {@link WeirServer} brings those of sockets, {@link HandFedServer} those that are fed by
 * hand. Any thread; nothing blocks.
 */
public final class Door {

  /** The event that tells a connection to drain. */
  static final Object DRAIN = new Object();

  /** The event that tells a connection that the table is another. */
  static final Object TABLE = new Object();

  /** How much a connection may be behind with its answers. */
  static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

  private static final int FLUSH_AFTER = 256;

  private final Desk desk;
  private final ChannelGroup connections =
      new DefaultChannelGroup("connections", GlobalEventExecutor.INSTANCE);

  /** A door that nobody has come to yet. */
  public Door(
      ServerConfig config, Identity identity, Services services, HybridClock clock, Ticker ticker) {
    this.desk = new Desk(config, identity, services, clock, ticker);
  }

  ServerConfig config() {
    return desk.config();
  }

  /** All connections that are open. */
  ChannelGroup group() {
    return connections;
  }

  /** Prepares a new connection, or refuses it when there are too many; one for each channel. */
  ChannelHandler entrance() {
    return new Entrance();
  }

  /**
   * Serves by this table from here on: clients that follow the table get it before the answers that
   * were made after this call.
   */
  public void serveBy(RangeTable table) {
    desk.serveBy(table);
    connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(TABLE));
  }

  /** Connections open now. */
  public int connections() {
    return connections.size();
  }

  public boolean isDraining() {
    return desk.isDraining();
  }

  /**
   * Takes no new connections and requests from here on; each connection is closed when the last
   * answer in flight is out.
   */
  public void drain() {
    desk.drain();
    connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(DRAIN));
  }

  /** Exports connections, answers and refusals. */
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("weir.server.connections", connections, ChannelGroup::size)
        .description("Connections open")
        .register(registry);
    FunctionCounter.builder("weir.server.answers", desk.counters(), Counters::answers)
        .description("Frames sent")
        .register(registry);
    FunctionCounter.builder("weir.server.shared.answers", desk.counters(), Counters::sharedAnswers)
        .description("Answers whose messages were encoded once for many")
        .register(registry);
    FunctionCounter.builder("weir.server.shared.bytes", desk.counters(), Counters::sharedBytes)
        .description("Bytes of messages sent from what was encoded once for many")
        .baseUnit("bytes")
        .register(registry);
    for (ErrorCode code : ErrorCode.values()) {
      FunctionCounter.builder(
              "weir.server.connections.refused",
              desk.counters(),
              counters -> counters.refusals(code))
          .description("Connections refused or cut, by reason")
          .tag("code", code.name())
          .register(registry);
    }
  }

  private final class Entrance extends ChannelInitializer<Channel> {

    @Override
    protected void initChannel(Channel channel) {
      if (connections.size() >= desk.config().connections() || desk.isDraining()) {
        turnAway(channel);
        return;
      }
      connections.add(channel);
      FrameReader reader = new FrameReader(desk.config().frameTimeout());
      channel
          .pipeline()
          .addLast(new FlushConsolidationHandler(FLUSH_AFTER, true))
          .addLast(
              new IdleStateHandler(
                  desk.config().idleTimeout().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
          .addLast(reader)
          .addLast(new FlowControlHandler())
          .addLast(new Connection(desk, reader, channel));
    }

    private void turnAway(Channel channel) {
      ErrorCode code = desk.isDraining() ? ErrorCode.DRAINING : ErrorCode.TOO_MANY_CONNECTIONS;
      desk.counters().refused(code);
      ResponseFrame frame =
          new ResponseFrame(
              0,
              desk.clock().latestMicros(),
              new Reply.Refused(
                  code, "this node takes no more connections; ask another", Duration.ZERO));
      int size = Codec.sizeOf(frame);
      ByteBuf bytes = channel.alloc().buffer(size);
      Codec.encode(frame, bytes.internalNioBuffer(0, size));
      channel.writeAndFlush(bytes.writerIndex(size)).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
