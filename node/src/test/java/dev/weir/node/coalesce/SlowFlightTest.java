package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.Token;
import dev.weir.topology.ChannelId;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One flight that is stuck is not everybody's. */
class SlowFlightTest {

  private final Tower tower = new Tower();

  @Test
  void freshCaller_waitsForItsOwnRead_onceTheFlightIsOlderThanTheCutOff() {
    tower.ask(Tower.LATEST);
    tower.passMillis(250);
    tower.ask(Tower.LATEST);
    assertThat(tower.queries).as("just in time").hasSize(1);
    tower.passMillis(1);
    CompletableFuture<?> fresh = tower.ask(Tower.LATEST);
    assertThat(tower.queries).hasSize(2);
    assertThat(tower.refusals).containsOnlyKeys(Refusal.TOO_OLD);
    tower.land(tower.queries.get(1), Page.EMPTY);
    assertThat(fresh).isCompleted();
  }

  @Test
  void thoseWhoJoinedInTime_waitNoLongerThanTheCutOffForASecondRead() {
    final CompletableFuture<?> stuck = tower.ask(Tower.LATEST);
    tower.passMillis(240);
    final CompletableFuture<?> joined = tower.ask(Tower.LATEST);
    tower.passMillis(11);
    tower.coalescer.takeOver();
    assertThat(tower.queries).as("nobody else came, and yet there is a second").hasSize(2);
    assertThat(tower.hedged).isEqualTo(1);
    tower.land(tower.queries.get(1), Page.EMPTY);
    assertThat(stuck).isCompleted();
    assertThat(joined).isCompleted();
    assertThat(tower.coalescer.flights()).isZero();
  }

  @Test
  void slowFlight_hasOneSecond_andNoThird() {
    tower.ask(Tower.LATEST);
    for (int i = 0; i < 3; i++) {
      tower.passMillis(251);
      tower.coalescer.takeOver();
    }
    assertThat(tower.queries).hasSize(2);
  }

  @Test
  void second_isGivenUp_onceTheFirstHasLanded() {
    tower.ask(Tower.LATEST);
    tower.passMillis(251);
    tower.coalescer.takeOver();
    tower.land(tower.queries.get(0), Page.EMPTY);
    tower.coalescer.takeOver();
    assertThat(tower.queries.get(1).call().caller().isGone()).isTrue();
    assertThat(tower.coalescer.flights()).isZero();
  }

  @Test
  void databaseThatIsSlowForAll_isAskedATenthMore() {
    for (int i = 0; i < 1_000; i++) {
      tower.ask(new History(new ChannelId(i), Slice.newest(), 50));
    }
    tower.passMillis(251);
    tower.coalescer.takeOver();
    assertThat(tower.queries.size()).isBetween(1_001, 1_110);
  }

  @Test
  void successOfTheSecond_isForThoseOfTheFirst() {
    final CompletableFuture<Served<Page>> stuck = tower.ask(Tower.LATEST);
    tower.passMillis(251);
    final CompletableFuture<Served<Page>> fresh = tower.ask(Tower.LATEST);
    Page page = Tower.page(3, 1);
    tower.land(tower.queries.get(1), page);
    assertThat(stuck.join().answer()).isSameAs(page);
    assertThat(fresh.join().answer()).isSameAs(page);
    tower.land(tower.queries.get(0), Page.EMPTY);
    assertThat(tower.coalescer.flights()).isZero();
    assertThat(tower.coalescer.waiters()).isZero();
  }

  @Test
  void successOfTheFirst_isNotForThoseOfTheSecond() {
    final CompletableFuture<?> stuck = tower.ask(Tower.LATEST);
    tower.write();
    final CompletableFuture<?> fresh = tower.ask(Tower.LATEST);
    tower.land(tower.queries.get(0), Page.EMPTY);
    assertThat(stuck).isCompleted();
    assertThat(fresh).as("it is to see the write").isNotDone();
  }

  @Test
  void failureOfTheFirst_leavesItsWaitersToTheSecond() {
    final CompletableFuture<?> stuck = tower.ask(Tower.LATEST);
    tower.passMillis(251);
    tower.ask(Tower.LATEST);
    tower.fail(tower.queries.get(0), ErrorCode.UNAVAILABLE);
    assertThat(stuck).isNotDone();
    tower.land(tower.queries.get(1), Page.EMPTY);
    assertThat(stuck).isCompleted();
    assertThat(tower.coalescer.waiters()).isZero();
  }

  @Test
  void failureOfTheSecond_isNotForThoseOfTheFirst() {
    final CompletableFuture<?> stuck = tower.ask(Tower.LATEST);
    tower.passMillis(251);
    final CompletableFuture<?> fresh = tower.ask(Tower.LATEST);
    tower.fail(tower.queries.get(1), ErrorCode.UNAVAILABLE);
    CoalescerTest.assertFailed(fresh, ErrorCode.UNAVAILABLE);
    assertThat(stuck).isNotDone();
    tower.land(tower.queries.get(0), Page.EMPTY);
    assertThat(stuck).isCompleted();
  }

  @Test
  void oneOfThree_fails_andTheOthersKeepEachOther() {
    final CompletableFuture<?> first = tower.ask(Tower.LATEST);
    tower.passMillis(251);
    final CompletableFuture<?> second = tower.ask(Tower.LATEST);
    tower.passMillis(251);
    final CompletableFuture<?> third = tower.ask(Tower.LATEST);
    tower.fail(tower.queries.get(1), ErrorCode.UNAVAILABLE);
    tower.land(tower.queries.get(2), Page.EMPTY);
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(third).isCompleted();
    assertThat(tower.coalescer.flights()).isZero();
  }

  @Test
  void lessCertainSecond_doesNotServeTheFirst() {
    final CompletableFuture<?> stuck = tower.ask(Tower.LATEST);
    tower.passMillis(251);
    final CompletableFuture<?> careless =
        tower.ask(Tower.LATEST, tower.call().at(ReadLevel.EVENTUAL));
    tower.land(tower.queries.get(1), Page.EMPTY);
    assertThat(careless).isCompleted();
    assertThat(stuck).isNotDone();
    assertThat(tower.coalescer.flights()).isEqualTo(1);
  }

  @Test
  void write_closesTheFirstAsWell_whichMayTakeTheSecondsPlace() {
    tower.ask(Tower.LATEST);
    tower.passMillis(100);
    tower.askAfter(new Token(Tower.REGION, 99, 1));
    tower.write();
    tower.fail(tower.queries.get(1), ErrorCode.OVERLOADED);
    tower.ask(Tower.LATEST);
    long reads = tower.queries.stream().filter(query -> query.isFor(Tower.LATEST)).count();
    assertThat(reads).as("the first one is back in its place, closed").isEqualTo(3);
  }

  @Test
  void waitersOfTheFirst_leaveByTheirDeadlines_too() {
    final CompletableFuture<?> stuck = tower.ask(Tower.LATEST);
    tower.passMillis(600);
    tower.ask(Tower.LATEST);
    tower.passMillis(500);
    tower.coalescer.takeOver();
    CoalescerTest.assertFailed(stuck, ErrorCode.DEADLINE_EXCEEDED);
    assertThat(tower.queries.get(0).call().caller().isGone()).isTrue();
    assertThat(tower.queries.get(1).call().caller().isGone()).isFalse();
  }
}
