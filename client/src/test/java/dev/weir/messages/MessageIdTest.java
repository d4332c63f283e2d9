package dev.weir.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageIdTest {

  private static final long EPOCH = MessageId.EPOCH_MILLIS;

  @ParameterizedTest
  @CsvSource({
    "1420070400000, 0, 0, 0, 0",
    "1420070400001, 0, 0, 0, 4194304",
    "1420070400000, 1, 0, 0, 524288",
    "1420070400000, 0, 1, 0, 1024",
    "1420070400000, 7, 511, 1023, 4194303",
    "1420070399999, 0, 0, 0, -4194304",
    "1420070399999, 7, 511, 1023, -1",
    "1700000000000, 1, 17, 3, 1174109840998941699",
    "1000000000000, 0, 511, 0, -1761902959001076736",
  })
  void layout_golden(long unixMillis, int region, int worker, int sequence, long value) {
    MessageId id = MessageId.of(unixMillis, region, worker, sequence);
    assertThat(id.value()).isEqualTo(value);
    assertThat(id.unixMillis()).isEqualTo(unixMillis);
    assertThat(id.unixMicros()).isEqualTo(unixMillis * 1_000);
    assertThat(id.time()).isEqualTo(Instant.ofEpochMilli(unixMillis));
    assertThat(id.region()).isEqualTo(region);
    assertThat(id.worker()).isEqualTo(worker);
    assertThat(id.sequence()).isEqualTo(sequence);
    assertThat(id.isValid()).isTrue();
  }

  @Test
  void anyIdOfDiscord_readsAsItsTime() {
    assertThat(new MessageId(175928847299117063L).time())
        .isEqualTo(Instant.parse("2016-04-30T11:18:25.796Z"));
  }

  @Test
  void order_isThatOfTime_acrossTheEpochOf2015() {
    SplittableRandom random = new SplittableRandom(1);
    List<MessageId> ids = new ArrayList<>();
    for (long millis = EPOCH - 1_000; millis < EPOCH + 1_000; millis++) {
      ids.add(MessageId.of(millis, random.nextInt(8), random.nextInt(512), random.nextInt(1_024)));
    }
    List<MessageId> sorted = new ArrayList<>(ids);
    Collections.shuffle(sorted, new Random(1));
    Collections.sort(sorted);
    assertThat(sorted).isEqualTo(ids);
  }

  @Test
  void floor_isTheLowestOfItsMillisecond() {
    MessageId floor = MessageId.floor(EPOCH + 5);
    assertThat(floor).isEqualTo(MessageId.of(EPOCH + 5, 0, 0, 0));
    assertThat(floor).isGreaterThan(MessageId.of(EPOCH + 4, 7, 511, 1_023));
  }

  @Test
  void nothingDatesFromBefore1970_orAfterTheLastBit() {
    assertThat(MessageId.of(0, 0, 0, 0)).isEqualTo(MessageId.MIN);
    assertThat(MessageId.MIN.unixMicros()).isZero();
    assertThat(new MessageId(MessageId.MIN.value() - 1).isValid()).isFalse();
    assertThat(MessageId.MAX.isValid()).isTrue();
    assertThat(MessageId.MAX.time()).isBefore(Instant.parse("2085-01-01T00:00:00Z"));
    assertThatThrownBy(() -> MessageId.floor(-1)).hasMessageContaining("-1 ms");
    assertThatThrownBy(() -> MessageId.floor(MessageId.MAX.unixMillis() + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(MessageId.floor(MessageId.MAX.unixMillis()).isValid()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"8, 0, 0", "-1, 0, 0", "0, 512, 0", "0, -1, 0", "0, 0, 1024", "0, 0, -1"})
  void partOutOfBounds_isRefused(int region, int worker, int sequence) {
    assertThatThrownBy(() -> MessageId.of(EPOCH, region, worker, sequence))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not within 0..");
  }
}
