package dev.weir.chaos.bench;

import dev.weir.chaos.bench.rival.BareDriver;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Channels to read, numbered; all messages of one bucket, the present one. */
final class Channels {

  private static final long BUCKET_MILLIS = Duration.ofDays(10).toMillis();
  private static final long BACK_MILLIS = Duration.ofHours(1).toMillis();
  private static final int AT_ONCE = 256;
  private static final String WORDS = " lorem ipsum dolor sit amet, consectetur adipiscing elit";

  private final BareDriver driver;
  private final long firstMillis;

  /**
   * Channels without a message.
   *
   * @param nowMillis since 1970
   */
  Channels(BareDriver driver, long nowMillis) {
    this.driver = driver;
    long intoBucket = Math.floorMod(nowMillis - MessageId.EPOCH_MILLIS, BUCKET_MILLIS);
    this.firstMillis = nowMillis - Math.min(intoBucket, BACK_MILLIS);
  }

  ChannelId channel(long number) {
    return ChannelId.ofName("bench-" + number);
  }

  /** Of the messages of every channel. */
  MessageId id(int message) {
    return MessageId.of(firstMillis + message, 0, MessageId.IMPORT_WORKER, 0);
  }

  static String content(long number) {
    return "message " + number + WORDS;
  }

  /** Stores them, the bucket's entry in the index first; blocks. */
  void fill(int channels, int messages) throws InterruptedException {
    Semaphore free = new Semaphore(AT_ONCE);
    AtomicInteger failures = new AtomicInteger();
    for (int i = 0; i < channels; i++) {
      ChannelId channel = channel(i);
      free.acquire();
      var _ =
          driver
              .index(channel, id(0))
              .whenComplete((done, failure) -> end(failure != null, failures, free));
      for (int message = 0; message < messages; message++) {
        free.acquire();
        var _ =
            driver
                .insert(channel, id(message), content(message))
                .whenComplete((done, failure) -> end(failure != null, failures, free));
      }
    }
    free.acquire(AT_ONCE);
    if (failures.get() > 0) {
      throw new IllegalStateException(failures + " messages could not be stored");
    }
  }

  private static void end(boolean failed, AtomicInteger failures, Semaphore free) {
    failures.addAndGet(failed ? 1 : 0);
    free.release();
  }
}
