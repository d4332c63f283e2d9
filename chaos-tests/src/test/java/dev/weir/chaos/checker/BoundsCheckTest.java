package dev.weir.chaos.checker;

import dev.weir.chaos.observed.Agreement;
import dev.weir.chaos.observed.Amplification;
import dev.weir.chaos.observed.Maximum;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** I11, I17, I18: what a few numbers tell. */
class BoundsCheckTest {

  private final Ops ops = new Ops();

  @Test
  void maximum_mayBeReached_notPassed() {
    ops.seen.limited(new Maximum("flights.waiters", "eu-1", 100, 100));
    ops.assertClean(Invariant.MAXIMUM);
    ops.seen.limited(new Maximum("flights.waiters", "eu-2", 100, 101));
    ops.assertViolates(Invariant.MAXIMUM);
  }

  @Test
  void database_readsOneTwentiethMoreThanThereAreFlights() {
    ops.seen.amplified(new Amplification("eu", 10_500, 10_000, 0, 0, 0));
    ops.assertClean(Invariant.AMPLIFICATION);
    ops.seen.amplified(new Amplification("us", 10_501, 10_000, 0, 0, 0));
    ops.assertViolates(Invariant.AMPLIFICATION);
  }

  @Test
  void fewFlights_proveNothing() {
    ops.seen.amplified(new Amplification("eu", 20, 10, 0, 0, 0));
    ops.assertClean(Invariant.AMPLIFICATION);
  }

  @Test
  void retries_areATenth_andWhatIsOnCredit() {
    ops.seen.amplified(new Amplification("eu", 0, 0, 110, 100, 100));
    ops.assertClean(Invariant.AMPLIFICATION);
    ops.seen.amplified(new Amplification("us", 0, 0, 111, 100, 100));
    ops.assertViolates(Invariant.AMPLIFICATION);
  }

  @Test
  void members_agreeWithinFiveSeconds() {
    agreed(OptionalLong.of(5_000), 9_000);
    ops.assertClean(Invariant.SAME_TABLE);
    agreed(OptionalLong.of(5_001), 9_000);
    ops.assertViolates(Invariant.SAME_TABLE);
  }

  @Test
  void members_whoNeverAgreed_areWrong_onceTheirTimeIsOver() {
    agreed(OptionalLong.empty(), 4_999);
    ops.assertUnjudged(Invariant.SAME_TABLE);
    agreed(OptionalLong.empty(), 5_000);
    ops.assertViolates(Invariant.SAME_TABLE);
  }

  /** Milliseconds since the last view. */
  private void agreed(OptionalLong agreed, long until) {
    long view = TimeUnit.SECONDS.toNanos(7);
    OptionalLong at =
        agreed.isPresent()
            ? OptionalLong.of(view + agreed.getAsLong() * 1_000_000)
            : OptionalLong.empty();
    ops.seen.agreed(new Agreement("eu", view, at, view + until * 1_000_000));
  }
}
