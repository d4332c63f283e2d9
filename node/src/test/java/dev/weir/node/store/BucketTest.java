package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Buckets tile all time, and what remembers them forgets what it must. */
final class BucketTest {

  private static final dev.weir.topology.ChannelId CHANNEL = new dev.weir.topology.ChannelId(7);

  @Test
  void buckets_areTenDaysFrom2015InBothDirections() {
    assertThat(Bucket.of(StoreSubject.idAt("2015-01-01T00:00:00Z", 0))).isEqualTo(new Bucket(0));
    assertThat(Bucket.of(StoreSubject.idAt("2014-12-31T23:59:59.999Z", 1_023)))
        .isEqualTo(new Bucket(-1));
    assertThat(Bucket.of(StoreSubject.idAt("2015-01-10T23:59:59.999Z", 1_023)))
        .isEqualTo(new Bucket(0));
    assertThat(Bucket.of(StoreSubject.idAt("2015-01-11T00:00:00Z", 0))).isEqualTo(new Bucket(1));
    assertThat(Instant.ofEpochMilli(new Bucket(0).endUnixMillis()))
        .isEqualTo(Instant.parse("2015-01-11T00:00:00Z"));
  }

  @Test
  void buckets_touchAndDoNotOverlap() {
    for (int number : List.of(-1_644, -384, -2, -1, 0, 1, 400, 2_544)) {
      Bucket bucket = new Bucket(number);
      assertThat(Bucket.of(bucket.first())).isEqualTo(bucket);
      assertThat(Bucket.of(bucket.last())).isEqualTo(bucket);
      assertThat(bucket.last() + 1).isEqualTo(new Bucket(number + 1).first());
    }
    assertThat(LongStream.of(Long.MIN_VALUE, MessageId.MIN.value(), -1, 0, Long.MAX_VALUE))
        .allSatisfy(id -> assertThat(Bucket.of(id).number()).isBetween(-2_546, 2_546));
  }

  /** A bucket that may be marked empty must have been forgotten for half a day. */
  @Test
  void knownBucket_isForgottenLongBeforeItMayBeMarkedEmpty() {
    SettableWall wall = new SettableWall(Instant.ofEpochMilli(new Bucket(400).endUnixMillis()));
    KnownBuckets known = new KnownBuckets(10, wall);
    wall.advance(KnownBuckets.TRUSTED_AFTER_END.minusMinutes(1));
    assertThat(known.isKnown(CHANNEL, new Bucket(400))).isFalse();
    known.wrote(CHANNEL, new Bucket(400), wall.millis());
    assertThat(known.isKnown(CHANNEL, new Bucket(400))).isTrue();
    wall.advance(Duration.ofMinutes(1));
    assertThat(known.isKnown(CHANNEL, new Bucket(400))).isFalse();
    assertThat(EmptyMarks.AFTER_END)
        .isGreaterThanOrEqualTo(KnownBuckets.TRUSTED_AFTER_END.multipliedBy(2));
  }

  @Test
  void knownBuckets_areRefreshedAndBounded() {
    SettableWall wall = CqlStores.wall();
    KnownBuckets known = new KnownBuckets(2, wall);
    Bucket now = Bucket.of(MessageId.floor(wall.millis()));
    known.wrote(CHANNEL, now, wall.millis());
    wall.advance(Duration.ofMinutes(10));
    assertThat(known.isKnown(CHANNEL, now)).isFalse();
    for (long channel = 0; channel < 3; channel++) {
      known.wrote(new dev.weir.topology.ChannelId(channel), now, wall.millis());
    }
    assertThat(known.isKnown(new dev.weir.topology.ChannelId(0), now)).isFalse();
    assertThat(known.isKnown(new dev.weir.topology.ChannelId(2), now)).isTrue();
  }

  @Test
  void strides_shrinkOnFailureAndGrowOnSuccess() {
    Strides strides = new Strides();
    Bucket bucket = new Bucket(400);
    Window whole = new Window(bucket, bucket.first(), bucket.last());
    assertThat(strides.span(CHANNEL, bucket)).isGreaterThan(whole.span());
    strides.narrow(CHANNEL, whole);
    long narrow = strides.span(CHANNEL, bucket);
    assertThat(narrow).isEqualTo(whole.span() / 4);
    Window part = Direction.DOWN.part(whole, narrow);
    assertThat(part.span()).isEqualTo(narrow);
    assertThat(part.high()).isEqualTo(whole.high());
    strides.widen(CHANNEL, part);
    assertThat(strides.span(CHANNEL, bucket)).isEqualTo(narrow * 2);
    strides.widen(CHANNEL, whole);
    assertThat(strides.span(CHANNEL, bucket)).isGreaterThan(whole.span());
  }

  @Test
  void attempts_areFewAndFarBetween() {
    SettableWall wall = CqlStores.wall();
    Attempts<Integer> attempts = new Attempts<>(wall);
    for (int i = 0; i < 16; i++) {
      assertThat(attempts.begin(i)).isTrue();
    }
    assertThat(attempts.begin(16)).isFalse();
    attempts.end();
    assertThat(attempts.begin(16)).isTrue();
    attempts.end();
    assertThat(attempts.begin(16)).isFalse();
    wall.advance(Duration.ofMinutes(10));
    assertThat(attempts.begin(16)).isTrue();
  }
}
