package dev.weir.node.cli;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a verb end well when the process is asked to stop (Ctrl-C, SIGTERM). Verbs without a wish
 * end at once.
 */
public final class Interrupts {

  private final Deque<Runnable> wishes = new ConcurrentLinkedDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  Interrupts() {}

  /** What is to happen when the process is asked to stop, until the registration is closed. */
  Registration register(Runnable stop) {
    wishes.add(stop);
    return () -> wishes.remove(stop);
  }

  /** The process is asked to stop: tells all verbs, and waits for their end. */
  void stop(Duration patience) {
    if (wishes.isEmpty()) {
      return;
    }
    wishes.forEach(Runnable::run);
    try {
      if (!ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return; // Whoever is still busy is cut off: the user asked for the end.
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The verb is done and its output written. */
  void ended() {
    wishes.clear();
    ended.countDown();
  }

  /** Ends a wish. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
