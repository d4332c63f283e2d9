package dev.weir.node.store;

import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes buckets without messages out of a channel's index, so that no read walks them again. In the
 * background; a failure leaves the work to a later read.
 *
 * <p>A mark must never hide a message:
 *
 * <pre>
 *  1. reader: asks all replicas of all regions, at R by its clock: the bucket is empty
 *  2. writer: index entry dated W, message            (W by the writer's clock)
 *  3. reader: deletes the index entry as of R - drift
 * </pre>
 *
 * <p>The entry survives because W &gt; R - drift, as long as clocks differ by less than the drift
 * less what a statement may take. A message that was acknowledged before R, in whatever region, is
 * seen in step 1, or the reader gets no answer and sets no mark.
 */
final class EmptyMarks {

  /** How long ago a bucket must have ended. See {@link KnownBuckets} for why. */
  static final Duration AFTER_END = Duration.ofDays(1);

  private static final long MICROS_PER_MILLI = 1_000;

  private final SelectEverywhere everywhere;
  private final DeleteBucket deleteBucket;
  private final InstantSource wall;
  private final Duration clockDrift;
  private final StoreEvents events;
  private final Attempts<BucketKey> attempts;

  EmptyMarks(Database database, InstantSource wall, Duration clockDrift, StoreEvents events) {
    this.everywhere = new SelectEverywhere(database, events);
    this.deleteBucket = new DeleteBucket(database);
    this.wall = wall;
    this.clockDrift = clockDrift;
    this.events = events;
    this.attempts = new Attempts<>(wall);
  }

  /**
   * A read found nothing in the bucket, and a newer one in the index: the newest one always stays.
   */
  void foundEmpty(ChannelId channel, Bucket bucket) {
    if (hasLongEnded(bucket) && attempts.begin(new BucketKey(channel, bucket))) {
      long startMillis = wall.millis();
      finish(
          everywhere
              .isEmpty(channel, bucket)
              .thenCompose(empty ->
                  empty
                      ? mark(channel, bucket, startMillis)
                      : CompletableFuture.completedStage(false)));
    }
  }

  /**
   * Everything in the bucket was deleted, and so was everything that could still arrive in it;
   * likewise a newer one is in the index.
   */
  void purged(ChannelId channel, Bucket bucket) {
    if (hasLongEnded(bucket) && attempts.begin(new BucketKey(channel, bucket))) {
      finish(mark(channel, bucket, wall.millis()));
    }
  }

  /** Deletes the index entry, unless it was written since {@code startMillis}, drift allowed. */
  CompletionStage<Boolean> mark(ChannelId channel, Bucket bucket, long startMillis) {
    long atMicros = (startMillis - clockDrift.toMillis()) * MICROS_PER_MILLI - 1;
    return deleteBucket.ask(channel, bucket, atMicros).thenApply(done -> true);
  }

  private boolean hasLongEnded(Bucket bucket) {
    return wall.millis() > bucket.endUnixMillis() + AFTER_END.toMillis();
  }

  private void finish(CompletionStage<Boolean> work) {
    var _ =
        work.whenComplete((marked, error) -> {
          attempts.end();
          if (error != null) {
            events.happened(StoreEvent.MARK_FAILED);
          } else if (marked) {
            events.happened(StoreEvent.BUCKET_MARKED_EMPTY);
          }
        });
  }
}
