package dev.weir.chaos.checker;

import dev.weir.chaos.observed.Adoption;
import dev.weir.chaos.observed.Lead;
import dev.weir.topology.Epoch;
import dev.weir.topology.NodeId;
import org.junit.jupiter.api.Test;

/** I10: epochs only grow, and nobody leads by one older than what he has seen. */
class EpochCheckTest {

  private static final Invariant EPOCHS = Invariant.EPOCHS;

  private final Ops ops = new Ops();

  @Test
  void growing_isFine_andSoIsTheSameAgain() {
    adopted(1, epoch(1, "a"), 10);
    adopted(1, epoch(1, "b"), 20);
    adopted(1, epoch(1, "b"), 30);
    adopted(1, epoch(3, "a"), 40);
    ops.assertClean(EPOCHS);
  }

  @Test
  void goingBack_isNot() {
    adopted(1, epoch(2, "a"), 10);
    adopted(1, epoch(1, "b"), 20);
    ops.assertViolates(EPOCHS);
  }

  @Test
  void sameNumber_ofALesserCoordinator_isBack() {
    adopted(1, epoch(2, "b"), 10);
    adopted(1, epoch(2, "a"), 20);
    ops.assertViolates(EPOCHS);
  }

  @Test
  void otherIncarnation_beginsAnew() {
    adopted(1, epoch(2, "a"), 10);
    adopted(2, epoch(1, "a"), 20);
    adopted(2, epoch(2, "a"), 30);
    ops.assertClean(EPOCHS);
  }

  @Test
  void leadingByAnOlderEpoch_isWrong_afterTheNewerWasSeen() {
    adopted(1, epoch(1, "a"), 10);
    adopted(1, epoch(2, "a"), 20);
    ops.seen.led(new Lead(1, epoch(1, "a"), 15));
    ops.seen.led(new Lead(1, epoch(1, "a"), 20));
    ops.seen.led(new Lead(1, epoch(2, "a"), 25));
    ops.assertClean(EPOCHS);
    ops.seen.led(new Lead(1, epoch(1, "a"), 21));
    ops.assertViolates(EPOCHS);
  }

  @Test
  void leadingByAnOlderEpoch_isFine_whereNobodySawTheNewer() {
    adopted(1, epoch(1, "a"), 10);
    adopted(2, epoch(2, "a"), 10);
    ops.seen.led(new Lead(1, epoch(1, "a"), 30));
    ops.assertClean(EPOCHS);
  }

  @Test
  void oneAdoption_provesNothing() {
    adopted(1, epoch(1, "a"), 10);
    ops.assertUnjudged(EPOCHS);
  }

  private void adopted(long incarnation, Epoch epoch, long nanos) {
    ops.seen.adopted(new Adoption(incarnation, epoch, nanos));
  }

  private static Epoch epoch(long number, String coordinator) {
    return new Epoch(number, new NodeId(coordinator));
  }
}
