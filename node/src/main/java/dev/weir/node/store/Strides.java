package dev.weir.node.store;

import dev.weir.topology.ChannelId;

/**
 * Remembers how much of a bucket the database could walk at once, where it could not walk all of
 * it: so the next request begins with a read that may succeed, instead of learning by the same
 * timeouts. Grows again with every success.
 */
final class Strides {

  private static final int MAX_BUCKETS = 1_024;

  /** A failed read is repeated over this part of its time: few failures reach a small one. */
  private static final int NARROWING = 4;

  private static final int WIDENING = 2;
  private static final long WHOLE = Long.MAX_VALUE;

  private final Recent<BucketKey, Long> spans = new Recent<>(MAX_BUCKETS);

  /** How many ids to read at once; {@link Long#MAX_VALUE} if all of the bucket may be read. */
  long span(ChannelId channel, Bucket bucket) {
    return spans.get(new BucketKey(channel, bucket)).orElse(WHOLE);
  }

  /** A read of {@code window} failed: how many ids the next one may ask for. */
  void narrow(ChannelId channel, Window window) {
    long span = Math.max(Window.SMALLEST_SPAN, window.span() / NARROWING);
    spans.put(new BucketKey(channel, window.bucket()), span);
  }

  /** A read of {@code window} succeeded where the bucket had to be cut. */
  void widen(ChannelId channel, Window window) {
    long span = window.span() * WIDENING;
    BucketKey key = new BucketKey(channel, window.bucket());
    Bucket bucket = window.bucket();
    if (span >= bucket.last() - bucket.first()) {
      spans.remove(key);
    } else {
      spans.put(key, span);
    }
  }
}
