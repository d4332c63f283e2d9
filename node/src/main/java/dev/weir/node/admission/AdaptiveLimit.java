package dev.weir.node.admission;

import com.netflix.concurrency.limits.limit.Gradient2Limit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Follows what the database can take, by how long it takes. Netflix' Gradient2 decides: while work
 * takes as long as it did in the latest minutes it grows slowly; when work takes longer, it queues
 * up, and the limit falls. That bears times that vary, as those of a large cluster do, where Vegas,
 * which compares with the best time ever, refuses what could be served. Two bounds by Little's law
 * mend what it cannot know:
 *
 * <ul>
 *   <li>Up to what is answered within a tenth of the timeout, and at most {@value #FIRST}, work is
 *       taken whatever the gradient says: a database does more when more is asked at once, and
 *       nobody minds so short a wait.
 *   <li>Beyond what is answered within half of the timeout none is: what the gradient compares with
 *       is an average, which an overload of ten minutes takes along, and the limit with it, to its
 *       maximum.
 * </ul>
 *
 * <p>All learn from the mean of a window, which closes after {@value #WINDOW_MILLIS} ms and {@value
 * #SAMPLES} samples, whichever is later: a slow database brings few.
 */
final class AdaptiveLimit implements WorkLimit {

  private static final long WINDOW_MILLIS = 100;
  private static final int SAMPLES = 10;

  /** Windows that the gradient compares with: five minutes of the shortest. */
  private static final int COMPARED = 3_000;

  private static final double TOLERANCE = 1.5;
  private static final int FIRST = 256;

  private final int least;
  private final int most;
  private final Gradient2Limit gradient;

  private volatile int limit;

  /** Guards what follows. */
  private final Object lock = new Object();

  private final WithinTime harmless;
  private final WithinTime useful;
  private boolean begun;
  private long beganNanos;
  private double sumNanos;
  private int samples;
  private int mostInFlight;
  private double meanNanos;

  /**
   * A limit that begins at {@value #FIRST}, if that is within its bounds.
   *
   * @param least requests at once, 1 or more
   * @param most the same, {@code least} or more
   * @param timeout after which work is given up
   */
  AdaptiveLimit(int least, int most, Duration timeout) {
    this.least = least;
    this.most = most;
    this.limit = Math.clamp(FIRST, least, most);
    this.harmless = new WithinTime(least, limit, timeout.dividedBy(10));
    this.useful = new WithinTime(least, most, timeout.dividedBy(2));
    this.gradient =
        Gradient2Limit.newBuilder()
            .initialLimit(limit)
            .minLimit(least)
            .maxConcurrency(most)
            .longWindow(COMPARED)
            .rttTolerance(TOLERANCE)
            .queueSizeFunction(now -> Math.max(4, (int) Math.sqrt(now)))
            .build();
  }

  @Override
  public int now() {
    return limit;
  }

  @Override
  public void answered(long nowNanos, long tookNanos, int inFlight) {
    synchronized (lock) {
      sample(nowNanos, tookNanos, inFlight);
    }
  }

  /** What failed sooner than others are answered says nothing of how busy the database is. */
  @Override
  public void unanswered(long nowNanos, long tookNanos, int inFlight) {
    synchronized (lock) {
      if (tookNanos >= meanNanos) {
        sample(nowNanos, tookNanos, inFlight);
      }
    }
  }

  private void sample(long nowNanos, long tookNanos, int inFlight) {
    if (!begun) {
      begun = true;
      beganNanos = nowNanos;
    }
    sumNanos += tookNanos;
    samples++;
    mostInFlight = Math.max(mostInFlight, inFlight);
    if (samples >= SAMPLES
        && nowNanos - beganNanos >= TimeUnit.MILLISECONDS.toNanos(WINDOW_MILLIS)) {
      learn();
      beganNanos = nowNanos;
      sumNanos = 0;
      samples = 0;
      mostInFlight = 0;
    }
  }

  private void learn() {
    meanNanos = Math.max(1, sumNanos / samples);
    gradient.onSample(0, (long) meanNanos, mostInFlight, false);
    harmless.learn(meanNanos, mostInFlight);
    useful.learn(meanNanos, mostInFlight);
    int wanted = Math.max(harmless.limit(), gradient.getLimit());
    limit = Math.clamp(Math.min(wanted, useful.limit()), least, most);
  }
}
