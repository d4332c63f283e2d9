package dev.weir.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one thread that touches sockets: waits for bytes, for tasks from other threads, and for
 * timers, and does each in turn. Knows nothing of requests.
 */
final class IoLoop {

  /** Tasks of other threads between two looks at the sockets. */
  private static final int TASKS_PER_TURN = 1_024;

  /** Something that a selected socket wakes. */
  interface Wakeable {
    void ready(SelectionKey key);
  }

  private final Selector selector;
  private final Timers timers;
  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final List<Runnable> turnEnd = new ArrayList<>();
  private volatile boolean stopping;
  private volatile boolean ended;

  /** A loop that is not running yet. */
  IoLoop(Timers timers) {
    this.timers = timers;
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("no selector to be had", e);
    }
  }

  /**
   * Has {@code task} run on the loop's thread, in the order of the calls. Any thread.
   *
   * @return false if the loop has ended and the task will not run
   */
  boolean execute(Runnable task) {
    inbox.add(task);
    if (ended) {
      return !inbox.remove(task);
    }
    if (woken.compareAndSet(false, true)) {
      selector.wakeup();
    }
    return true;
  }

  /** Ends the loop after its present turn. Any thread. */
  void stop() {
    stopping = true;
    selector.wakeup();
  }

  /** Watches a socket. The loop's thread only. */
  SelectionKey register(SocketChannel socket, int interest, Wakeable owner) throws IOException {
    return socket.register(selector, interest, owner);
  }

  /**
   * Has {@code task} run once before the loop waits again: to gather what should go out together.
   */
  void atTurnEnd(Runnable task) {
    turnEnd.add(task);
  }

  /**
   * Runs the loop on this thread until it is stopped.
   *
   * @param atEnd runs last, whatever ended the loop
   */
  void run(Runnable atEnd) {
    try {
      while (!stopping) {
        select();
        woken.set(false);
        wakeSelected();
        runTasks(TASKS_PER_TURN);
        timers.runDue();
        endTurn();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the selector failed", e);
    } finally {
      end(atEnd);
    }
  }

  private void select() throws IOException {
    if (!inbox.isEmpty()) {
      selector.selectNow();
    } else if (timers.isEmpty()) {
      selector.select();
    } else {
      long left = timers.leftNanos();
      if (left == 0) {
        selector.selectNow();
      } else {
        selector.select(1 + TimeUnit.NANOSECONDS.toMillis(left));
      }
    }
  }

  private void wakeSelected() {
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid() && key.attachment() instanceof Wakeable owner) {
        owner.ready(key);
      }
    }
    selector.selectedKeys().clear();
  }

  private void endTurn() {
    // Not for-each: what a task breaks may make another one send, which adds to the list.
    for (int i = 0; i < turnEnd.size(); i++) {
      turnEnd.get(i).run();
    }
    turnEnd.clear();
  }

  private void runTasks(int max) {
    for (int i = 0; i < max; i++) {
      Runnable task = inbox.poll();
      if (task == null) {
        return;
      }
      task.run();
    }
  }

  /**
   * A task is put in before {@code ended} is looked at, and {@code ended} is set before the inbox
   * is emptied: so each task either runs here or is handed back to who put it in.
   */
  private void end(Runnable atEnd) {
    ended = true;
    runTasks(Integer.MAX_VALUE);
    atEnd.run();
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the selector does not close", e);
    }
  }
}
