package dev.weir.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives turns on a thread of its own, which waits for sockets, for others, and for time to pass.
 */
final class MachineDriver implements Ground.Driver {

  private final Ground.Turns turns;
  private final Selector selector;
  private final Thread thread;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean stopping;

  MachineDriver(Ground.Turns turns) {
    this.turns = turns;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("no selector to be had", e);
    }
    thread = new Thread(this::run, "weir-client-io");
    thread.setDaemon(true);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      selector.wakeup();
    }
  }

  @Override
  public void stop() {
    stopping = true;
    selector.wakeup();
    if (isOwnThread()) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isOwnThread() {
    return Thread.currentThread() == thread;
  }

  @Override
  public Ground.Socket socket(Ground.Watcher watcher) throws IOException {
    return new MachineSocket(selector, watcher);
  }

  private void run() {
    try {
      while (!stopping) {
        select();
        woken.set(false);
        tellSelected();
        turns.turn();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the selector failed", e);
    } finally {
      end();
    }
  }

  private void select() throws IOException {
    long left = turns.leftNanos();
    if (left == 0) {
      selector.selectNow();
    } else if (left == Ground.Turns.NEVER) {
      selector.select();
    } else {
      selector.select(1 + TimeUnit.NANOSECONDS.toMillis(left));
    }
  }

  private void tellSelected() {
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid() && key.attachment() instanceof MachineSocket socket) {
        socket.selected(key);
      }
    }
    selector.selectedKeys().clear();
  }

  private void end() {
    turns.end();
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the selector does not close", e);
    }
  }
}
