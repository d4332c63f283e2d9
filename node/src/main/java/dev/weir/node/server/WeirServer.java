package dev.weir.node.server;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.HybridClock;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.RangeTable;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyEventExecutorMetrics;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Listens for clients, and hands what they ask to the rooms behind.
 *
 * <p>{@link #start}, {@link #drain} and {@link #close} block and are for one thread; the rest is
 * for any.
 */
public final class WeirServer implements AutoCloseable {

  /** The event that tells a connection to drain. */
  static final Object DRAIN = new Object();

  /** The event that tells a connection that the table is another. */
  static final Object TABLE = new Object();

  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(256 * 1024, 1024 * 1024);
  private static final int BACKLOG = 1_024;
  private static final int FLUSH_AFTER = 256;
  private static final Duration QUIET = Duration.ZERO;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final Desk desk;
  private final Transport transport = Transport.best();
  private final ChannelGroup connections =
      new DefaultChannelGroup("connections", GlobalEventExecutor.INSTANCE);
  private final EventLoopGroup loops;
  private @Nullable Channel listener;

  /** A server that is not listening yet. */
  public WeirServer(
      ServerConfig config, Identity identity, Services services, HybridClock clock, Ticker ticker) {
    this.desk = new Desk(config, identity, services, clock, ticker);
    this.loops = transport.loops("weir-server", Runtime.getRuntime().availableProcessors());
  }

  /**
   * Listens.
   *
   * @return where, with the port that was chosen
   * @throws WeirException {@code PORT_TAKEN}
   */
  public NodeAddress start() {
    NodeAddress listen = desk.config().listen();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(new Entrance());
    transport.configure(bootstrap);
    var bound = bootstrap.bind(listen.host(), listen.port()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new WeirException(
          ErrorCode.PORT_TAKEN,
          "cannot listen at %s: %s; find the process with: ss -ltnp 'sport = :%d'"
              .formatted(listen, bound.cause().getMessage(), listen.port()),
          bound.cause());
    }
    listener = bound.channel();
    return new NodeAddress(listen.host(), ((InetSocketAddress) listener.localAddress()).getPort());
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
   * Takes no new connections and requests, waits for the answers in flight, and closes every
   * connection; after {@code limit} also those that still wait.
   */
  public void drain(Duration limit) {
    desk.drain();
    if (listener != null) {
      listener.close().awaitUninterruptibly();
    }
    connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(DRAIN));
    connections.newCloseFuture().awaitUninterruptibly(limit.toMillis(), TimeUnit.MILLISECONDS);
    connections.close().awaitUninterruptibly(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    drain(Duration.ZERO);
    loops
        .shutdownGracefully(QUIET.toMillis(), STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Exports connections, answers, refusals, Netty's event loops and buffers. */
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
    new NettyEventExecutorMetrics(loops).bindTo(registry);
    if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider allocator) {
      new NettyAllocatorMetrics(allocator).bindTo(registry);
    }
  }

  /** Prepares each new connection, or refuses it when there are too many. */
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
