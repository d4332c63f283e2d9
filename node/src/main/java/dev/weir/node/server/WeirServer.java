package dev.weir.node.server;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyEventExecutorMetrics;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Listens for clients, and leads them to the node's door.
 *
 * <p>{@link #start}, {@link #drain} and {@link #close} block and are for one thread.
 */
public final class WeirServer implements AutoCloseable {

  private static final int BACKLOG = 1_024;
  private static final Duration QUIET = Duration.ZERO;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final Door door;
  private final Transport transport = Transport.best();
  private final EventLoopGroup loops;
  private @Nullable Channel listener;

  /** A server that is not listening yet. */
  public WeirServer(Door door) {
    this.door = door;
    this.loops = transport.loops("weir-server", Runtime.getRuntime().availableProcessors());
  }

  /** Where it leads. */
  Door door() {
    return door;
  }

  /**
   * Listens.
   *
   * @return where, with the port that was chosen
   * @throws WeirException {@code PORT_TAKEN}
   */
  public NodeAddress start() {
    NodeAddress listen = door.config().listen();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Door.WATER_MARK)
            .childHandler(door.entrance());
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
   * Takes no new connections and requests, waits for the answers in flight, and closes every
   * connection; after {@code limit} also those that still wait.
   */
  public void drain(Duration limit) {
    if (listener != null) {
      listener.close().awaitUninterruptibly();
    }
    door.drain();
    door.group().newCloseFuture().awaitUninterruptibly(limit.toMillis(), TimeUnit.MILLISECONDS);
    door.group().close().awaitUninterruptibly(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    drain(Duration.ZERO);
    loops
        .shutdownGracefully(QUIET.toMillis(), STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Exports Netty's event loops and buffers. */
  public void bindTo(MeterRegistry registry) {
    new NettyEventExecutorMetrics(loops).bindTo(registry);
    if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider allocator) {
      new NettyAllocatorMetrics(allocator).bindTo(registry);
    }
  }
}
