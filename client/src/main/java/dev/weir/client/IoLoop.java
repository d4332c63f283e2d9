package dev.weir.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * What is done in one turn of the one thread that touches sockets: tasks from other threads, then
 * timers, then what is to go out together. Knows nothing of requests. Who gives the turns, and what
 * a socket is, is the {@link Ground}'s.
 */
final class IoLoop implements Ground.Turns {

  /** Tasks of other threads between two looks at the sockets. */
  private static final int TASKS_PER_TURN = 1_024;

  private final Ground ground;
  private final Timers timers;
  private final Ground.Driver driver;
  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private final List<Runnable> turnEnd = new ArrayList<>();
  private Runnable atEnd = () -> {};
  private volatile boolean ended;

  /** A loop that is not running yet. */
  IoLoop(Ground ground, Timers timers) {
    this.ground = ground;
    this.timers = timers;
    this.driver = ground.driver(this);
  }

  /**
   * Begins to take turns.
   *
   * @param last runs last, whatever ended the loop
   */
  void start(Runnable last) {
    atEnd = last;
    driver.start();
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
    driver.wake();
    return true;
  }

  /**
   * Ends the loop after its present turn, and waits for that, unless it is called within the turn.
   * Any thread.
   */
  void stop() {
    driver.stop();
  }

  /** Whether this is the loop's thread. */
  boolean isOwnThread() {
    return driver.isOwnThread();
  }

  /** A socket to nobody yet. The loop's thread only. */
  Ground.Socket socket(Ground.Watcher watcher) throws IOException {
    return driver.socket(watcher);
  }

  /** Finds the addresses of hosts, for whoever closes it. */
  Ground.Names names() {
    return ground.names();
  }

  /** Completes what another executor refuses to. */
  Executor spare() {
    return ground.spare();
  }

  /**
   * Has {@code task} run once before the loop waits again: to gather what should go out together.
   */
  void atTurnEnd(Runnable task) {
    turnEnd.add(task);
  }

  @Override
  public void turn() {
    runTasks(TASKS_PER_TURN);
    timers.runDue();
    // Not for-each: what a task breaks may make another one send, which adds to the list.
    for (int i = 0; i < turnEnd.size(); i++) {
      turnEnd.get(i).run();
    }
    turnEnd.clear();
  }

  @Override
  public long leftNanos() {
    if (!inbox.isEmpty()) {
      return 0;
    }
    return timers.isEmpty() ? NEVER : timers.leftNanos();
  }

  /**
   * A task is put in before {@code ended} is looked at, and {@code ended} is set before the inbox
   * is emptied: so each task either runs here or is handed back to who put it in.
   */
  @Override
  public void end() {
    ended = true;
    runTasks(Integer.MAX_VALUE);
    atEnd.run();
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
}
