package dev.weir.node.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The way bytes travel: Linux's own epoll where it is, the JDK's NIO elsewhere. */
enum Transport {
  EPOLL,
  NIO;

  private static final int USER_TIMEOUT_MILLIS = 15_000;

  static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  /** Event loops with threads named after {@code name}. */
  EventLoopGroup loops(String name, int threads) {
    IoHandlerFactory factory =
        this == EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name), factory);
  }

  /** Sets what differs between the transports. */
  void configure(ServerBootstrap bootstrap) {
    if (this == EPOLL) {
      bootstrap.childOption(EpollChannelOption.TCP_USER_TIMEOUT, USER_TIMEOUT_MILLIS);
    }
    bootstrap.channel(channelType());
  }

  private Class<? extends ServerChannel> channelType() {
    return this == EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }
}
