package dev.weir.client;

import static dev.weir.client.Homing.Reach.GONE;
import static dev.weir.client.Homing.Reach.REACHED;
import static dev.weir.client.Homing.Reach.SOUGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.topology.ChannelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a client leaves its home region, and how it comes back. */
class HomingTest {

  /** Near its end, where careless arithmetic wraps. */
  private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5);

  private final Homing homing = new Homing(3, now);

  @Test
  void atHome_allChannelsStay() {
    homing.see(REACHED, now);
    assertThat(homing.share(now)).isEqualTo(100);
    pass(1_000_000);
    assertThat(homing.share(now)).isEqualTo(100);
  }

  @Test
  void gone_nothingIsLeft_andBack_comesInSteps_afterTheHoldDown() {
    homing.see(GONE, now);
    assertThat(homing.share(now)).isZero();
    pass(1_500);
    homing.see(REACHED, now);
    assertShares(0, 499, 0);
    assertShares(1, 999, 25);
    assertShares(1, 999, 50);
    assertShares(1, 999, 75);
    assertShares(1, 999, 100);
  }

  @Test
  void backAfterTheHoldDown_stepsBeginAtOnce() {
    homing.see(GONE, now);
    pass(600_000);
    homing.see(REACHED, now);
    assertShares(0, 999, 25);
    assertShares(1, 0, 50);
  }

  @Test
  void relapses_doubleTheHoldDown_toHalfAMinute() {
    for (int held : new int[] {2, 4, 8, 16, 30, 30, 30}) {
      homing.see(GONE, now);
      assertThat(homing.share(now)).isZero();
      homing.see(REACHED, now);
      assertShares(0, TimeUnit.SECONDS.toMillis(held) - 1, 0);
      assertShares(1, 0, 25);
    }
  }

  @Test
  void relapseAfterAMinute_isNone() {
    homing.see(GONE, now);
    homing.see(REACHED, now);
    pass(60_000);
    homing.see(GONE, now);
    homing.see(REACHED, now);
    assertShares(0, 1_999, 0);
    assertShares(1, 0, 25);
  }

  @Test
  void lastConnectionThatIsReplacedAtOnce_isNoLoss() {
    homing.see(SOUGHT, now);
    pass(999);
    homing.see(REACHED, now);
    assertThat(homing.share(now)).isEqualTo(100);
  }

  @Test
  void longSearch_isALoss_thoughNotAllWereTried() {
    homing.see(SOUGHT, now);
    pass(1_000);
    homing.see(REACHED, now);
    assertShares(0, 999, 0);
    assertShares(1, 0, 25);
  }

  @Test
  void newAttempts_doNotMakeItLessGone() {
    homing.see(GONE, now);
    homing.see(SOUGHT, now);
    assertThat(homing.share(now)).isZero();
    homing.see(REACHED, now);
    assertThat(homing.share(now)).isZero();
  }

  @Test
  void advice_movesItsShare_whileItIsRepeated_andComesBackInSteps() {
    homing.see(REACHED, now);
    homing.advise(90, now);
    assertThat(homing.share(now)).isEqualTo(10);
    pass(4_000);
    homing.advise(90, now);
    assertShares(0, 5_000, 10);
    assertThat(homing.isAdvised(now)).isTrue();
    assertShares(1, 0, 35);
    assertThat(homing.isAdvised(now)).isFalse();
    assertShares(1_000, 0, 60);
    assertShares(1_000, 0, 85);
    assertShares(1_000, 0, 100);
  }

  @Test
  void adviceOfAll_leavesNothing_andALesserOne_bringsSomeBackInSteps() {
    homing.advise(100, now);
    assertThat(homing.share(now)).isZero();
    homing.advise(40, now);
    assertThat(homing.share(now)).isEqualTo(25);
    pass(1_000);
    assertThat(homing.share(now)).isEqualTo(50);
    pass(1_000);
    assertThat(homing.share(now)).isEqualTo(60);
  }

  @Test
  void adviceThatEndsInAHoldDown_doesNotShortenIt() {
    homing.see(GONE, now);
    homing.see(REACHED, now);
    homing.see(GONE, now);
    homing.see(REACHED, now);
    homing.advise(50, now);
    homing.advise(1, now);
    assertShares(0, 3_999, 0);
    assertShares(1, 0, 25);
  }

  @Test
  void share_isOfTheSameChannels_forAllClients_andGrowsByThemAlone() {
    homing.advise(70, now);
    long atHome =
        IntStream.range(0, 100_000)
            .filter(channel -> regionOf(new ChannelId(channel)) == 0)
            .count();
    assertThat(atHome).isBetween(29_000L, 31_000L);
    Homing other = new Homing(3, now);
    other.advise(30, now);
    for (int i = 0; i < 1_000; i++) {
      ChannelId channel = new ChannelId(i);
      if (regionOf(channel) == 0) {
        assertThat(other.choose(Optional.of(channel), false, any -> true, now)).hasValue(0);
      }
    }
  }

  @Test
  void places_areThoseOfTheProtocolsDocument() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "protocol.md"));
    String section = document.substring(document.indexOf("\n## Several regions\n"));
    List<MatchResult> rows =
        Pattern.compile("\\| (-?\\d+) \\| (\\d+) \\|").matcher(section).results().toList();
    assertThat(rows).hasSize(5);
    for (MatchResult row : rows) {
      ChannelId channel = new ChannelId(Long.parseLong(row.group(1)));
      assertThat(channel.place()).isEqualTo(Integer.parseInt(row.group(2)));
    }
  }

  /** So that each of home's nodes gets a part of the first step. */
  @Test
  void share_isSpreadOverTheHashesHighBits() {
    long inTheLowerHalf =
        IntStream.range(0, 10_000)
            .mapToObj(ChannelId::new)
            .filter(channel -> channel.place() < 25)
            .filter(channel -> channel.hash() >= 0)
            .count();
    assertThat(inTheLowerHalf).isBetween(1_100L, 1_400L);
  }

  @Test
  void requestWithoutAChannel_isHomes_untilItHasNone() {
    homing.advise(99, now);
    assertThat(homing.choose(Optional.empty(), false, any -> true, now)).hasValue(0);
    homing.advise(100, now);
    assertThat(homing.choose(Optional.empty(), false, any -> true, now)).hasValue(1);
  }

  @Test
  void elsewhere_isTheNextInOrder_andHomeIfThereIsNone() {
    Optional<ChannelId> channel = Optional.of(new ChannelId(42));
    assertThat(homing.choose(channel, true, any -> true, now)).hasValue(1);
    assertThat(homing.choose(channel, true, region -> region != 1, now)).hasValue(2);
    assertThat(homing.choose(channel, true, region -> region == 0, now)).hasValue(0);
  }

  @Test
  void whateverHappens_aRegionThatFitsIsChosen_andNoneThatDoesNot() {
    SplittableRandom random = new SplittableRandom(20_261_124);
    for (int i = 0; i < 100_000; i++) {
      pass(random.nextInt(3_000));
      switch (random.nextInt(4)) {
        case 0 -> homing.see(Homing.Reach.values()[random.nextInt(3)], now);
        case 1 -> homing.advise(1 + random.nextInt(100), now);
        default -> {}
      }
      int share = homing.share(now);
      assertThat(share).isBetween(0, 100);
      int fitting = random.nextInt(8);
      ChannelId channel = new ChannelId(random.nextLong());
      OptionalInt chosen =
          homing.choose(Optional.of(channel), false, region -> (fitting & 1 << region) != 0, now);
      assertThat(chosen.isPresent()).isEqualTo(fitting != 0);
      chosen.ifPresent(region -> {
        assertThat(fitting & 1 << region).isNotZero();
        if (channel.place() < share && (fitting & 1) != 0) {
          assertThat(region).isZero();
        } else if (channel.place() >= share && fitting > 1) {
          assertThat(region).isPositive();
        }
      });
    }
  }

  private int regionOf(ChannelId channel) {
    return homing.choose(Optional.of(channel), false, any -> true, now).orElseThrow();
  }

  /** The share after one time, and still after another. */
  private void assertShares(long millis, long millisMore, int share) {
    pass(millis);
    assertThat(homing.share(now)).isEqualTo(share);
    pass(millisMore);
    assertThat(homing.share(now)).isEqualTo(share);
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
