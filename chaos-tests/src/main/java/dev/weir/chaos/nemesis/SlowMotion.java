package dev.weir.chaos.nemesis;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Something that is frozen nine tenths of the time, ten times a second: it answers, late. Closing
 * it lets it go on.
 */
public final class SlowMotion implements AutoCloseable {

  private static final long PERIOD_MILLIS = 100;
  private static final long RUNS_MILLIS = 10;

  private final Runnable pause;
  private final Runnable resume;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("slow-motion").factory());

  /**
   * Begins.
   *
   * @param pause freezes it; if it throws, as for one that has died, nothing more is done
   * @param resume lets it go on
   */
  public SlowMotion(Runnable pause, Runnable resume) {
    this.pause = pause;
    this.resume = resume;
    var _ = scheduler.scheduleAtFixedRate(this::beat, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    resume.run();
    try {
      TimeUnit.MILLISECONDS.sleep(RUNS_MILLIS);
      pause.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Blocks until it goes on. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    try {
      if (scheduler.awaitTermination(1, TimeUnit.SECONDS)) {
        resume.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException _) {
      // It is gone, and needs nobody to let it go on.
    }
  }
}
