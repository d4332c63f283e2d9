package dev.weir.node.server;

import dev.weir.messages.Ticker;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * An event loop without a thread: runs its tasks when it is given a turn, by the time that it is
 * shown. Who is not within its turn is not within the loop, as with any other.
 */
final class HandFedLoop extends AbstractScheduledEventExecutor implements EventLoop {

  private final SinceStart time;
  private final Runnable wanted;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean told;
  private boolean running;

  HandFedLoop(Ticker ticker, Runnable wanted) {
    this.time = new SinceStart(ticker, ticker.nanos());
    this.wanted = wanted;
  }

  /** Netty's times must not be negative. */
  private record SinceStart(Ticker ticker, long startNanos)
      implements io.netty.util.concurrent.Ticker {

    @Override
    public long nanoTime() {
      return ticker.nanos() - startNanos;
    }

    @Override
    public long initialNanoTime() {
      return 0;
    }

    @Override
    public void sleep(long delay, TimeUnit unit) {
      throw new UnsupportedOperationException("nothing blocks here");
    }
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (!running && !told) {
      told = true;
      wanted.run();
    }
  }

  void turn() {
    running = true;
    try {
      takeDue();
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        safeExecute(task);
      }
    } finally {
      told = false;
      running = false;
    }
  }

  private void takeDue() {
    long now = time.nanoTime();
    for (Runnable due = pollScheduledTask(now); due != null; due = pollScheduledTask(now)) {
      tasks.add(due);
    }
  }

  long leftNanos() {
    if (!tasks.isEmpty()) {
      return 0;
    }
    long dueNanos = nextScheduledTaskDeadlineNanos();
    return dueNanos < 0 ? Long.MAX_VALUE : Math.max(0, dueNanos - time.nanoTime());
  }

  @Override
  public io.netty.util.concurrent.Ticker ticker() {
    return time;
  }

  @Override
  public boolean inEventLoop(Thread thread) {
    return running;
  }

  @Override
  public ChannelFuture register(Channel channel) {
    return register(new DefaultChannelPromise(channel, this));
  }

  @Override
  public ChannelFuture register(ChannelPromise promise) {
    promise.channel().unsafe().register(this, promise);
    return promise;
  }

  @Override
  @Deprecated
  public ChannelFuture register(Channel channel, ChannelPromise promise) {
    return register(promise);
  }

  @Override
  public EventLoopGroup parent() {
    return this;
  }

  @Override
  public EventLoop next() {
    return this;
  }

  @Override
  public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
    throw new UnsupportedOperationException("there is nothing to shut down");
  }

  @Override
  public Future<?> terminationFuture() {
    throw new UnsupportedOperationException("there is nothing to end");
  }

  @Override
  @Deprecated
  public void shutdown() {
    throw new UnsupportedOperationException("there is nothing to shut down");
  }

  @Override
  public boolean isShuttingDown() {
    return false;
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}
