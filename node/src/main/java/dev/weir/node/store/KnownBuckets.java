package dev.weir.node.store;

import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Remembers which buckets this node has put into the index, so that not every message costs two
 * writes. Only for buckets that nobody may take out again: those that last, or ended less than half
 * a day ago. A bucket may be marked empty a day after its end, so clocks may differ by half a day
 * before a message could end up in a bucket that nobody finds.
 */
final class KnownBuckets {

  /** How long after its end a bucket is still trusted to stay in the index. */
  static final Duration TRUSTED_AFTER_END = Duration.ofHours(12);

  /** Entries are written anew after this, lest a database that lost one stays without it. */
  private static final Duration REFRESHED_AFTER = Duration.ofMinutes(10);

  private final Recent<BucketKey, Long> writtenAtMillis;
  private final InstantSource wall;

  KnownBuckets(int maxSize, InstantSource wall) {
    this.writtenAtMillis = new Recent<>(maxSize);
    this.wall = wall;
  }

  boolean isKnown(ChannelId channel, Bucket bucket) {
    if (!isTrusted(bucket)) {
      return false;
    }
    Optional<Long> written = writtenAtMillis.get(new BucketKey(channel, bucket));
    return written.isPresent() && wall.millis() - written.get() < REFRESHED_AFTER.toMillis();
  }

  /** The bucket's entry was acknowledged; it was sent at {@code sentAtMillis}. */
  void wrote(ChannelId channel, Bucket bucket, long sentAtMillis) {
    if (isTrusted(bucket)) {
      writtenAtMillis.put(new BucketKey(channel, bucket), sentAtMillis);
    }
  }

  private boolean isTrusted(Bucket bucket) {
    return wall.millis() < bucket.endUnixMillis() + TRUSTED_AFTER_END.toMillis();
  }
}
