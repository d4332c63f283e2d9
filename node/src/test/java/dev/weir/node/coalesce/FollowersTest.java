package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.Page;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.node.coalesce.Tower.Query;
import dev.weir.node.store.InMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Those who follow a channel, each from a place of his own, share few queries. */
class FollowersTest {

  private static final Call NO_HURRY = Call.by(new Deadline(Long.MAX_VALUE));

  private final Tower tower = new Tower();
  private final InMemoryStore store =
      new InMemoryStore(InstantSource.system(), () -> 0, Duration.ofMinutes(1));
  private final Map<History, CompletableFuture<Served<Page>>> followers = new HashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50, 1_000})
  void thousand_ofDifferentPlaces_costTwoQueries(int limit) {
    write(999);
    List<Integer> places = new ArrayList<>(IntStream.range(0, 1_000).boxed().toList());
    Collections.shuffle(places, new Random(7));
    places.forEach(place -> follow(place, limit));
    assertThat(tower.queries).hasSize(1);
    answerAll();
    assertThat(tower.queries).hasSizeLessThanOrEqualTo(2);
    assertAnswered();
  }

  @Test
  void furthestFirst_costsTwoQueries_too() {
    write(999);
    IntStream.range(0, 1_000).forEach(place -> follow(place, 50));
    answerAll();
    assertThat(tower.queries).hasSize(2);
    assertAnswered();
  }

  @Test
  void oneFromFarBack_readsForItself_andDisturbsTheOthersOnce() {
    write(3_000);
    follow(2_990, 50);
    follow(10, 50);
    follow(2_980, 50);
    answerAll();
    assertThat(tower.queries).as("the last one is that of the one from far back").hasSize(3);
    assertThat(tower.queries.get(2).request()).isEqualTo(after(10, 50));
    assertAnswered();

    tower.queries.clear();
    followers.clear();
    follow(2_990, 50);
    follow(60, 50);
    assertThat(tower.queries).as("it does not gather again").hasSize(2);
    answerAll();
    assertThat(tower.queries).hasSize(2);
    assertAnswered();
  }

  @Test
  void stuckFlight_holdsThoseWhoGatherNoLongerThanTheCutOff() {
    write(10);
    follow(5, 50);
    CompletableFuture<?> gathered = follow(3, 50);
    tower.passMillis(250);
    tower.coalescer.takeOver();
    assertThat(tower.queries).hasSize(1);
    tower.passMillis(1);
    tower.coalescer.takeOver();
    assertThat(tower.queries).as("theirs, and a second one of the stuck flight").hasSize(3);
    answer(tower.queries.get(1));
    assertThat(gathered).isCompleted();
  }

  @Test
  void flightThatFails_letsThoseLeaveWhoGathered() {
    write(10);
    CompletableFuture<?> failed = follow(5, 50);
    CompletableFuture<?> gathered = follow(3, 50);
    tower.fail(tower.queries.getFirst(), ErrorCode.UNAVAILABLE);
    CoalescerTest.assertFailed(failed, ErrorCode.UNAVAILABLE);
    answer(tower.queries.get(1));
    assertThat(gathered).isCompleted();
  }

  @Test
  void whoGathers_leavesByItsDeadline() {
    follow(5, 50);
    CompletableFuture<?> gathered = follow(3, 50);
    tower.passMillis(1_001);
    tower.coalescer.takeOver();
    CoalescerTest.assertFailed(gathered, ErrorCode.DEADLINE_EXCEEDED);
    assertThat(tower.coalescer.waiters()).isZero();
    assertThat(tower.coalescer.flights()).isZero();
  }

  private CompletableFuture<Served<Page>> follow(int place, int limit) {
    History wanted = after(place, limit);
    CompletableFuture<Served<Page>> follower = tower.ask(wanted);
    followers.put(wanted, follower);
    return follower;
  }

  private static History after(int place, int limit) {
    return new History(Tower.CHANNEL, Slice.after(Tower.id(place)), limit);
  }

  private void write(int messages) {
    for (int i = 1; i <= messages; i++) {
      store
          .append(new Append(Tower.CHANNEL, Tower.id(i), 1, Body.of("message " + i)), NO_HURRY)
          .toCompletableFuture()
          .join();
    }
  }

  private void answerAll() {
    for (int i = 0; i < tower.queries.size(); i++) {
      answer(tower.queries.get(i));
    }
  }

  private void answer(Query query) {
    if (!query.outcome().isDone()) {
      tower.land(
          query, store.history((History) query.request(), NO_HURRY).toCompletableFuture().join());
    }
  }

  /** Each with what it would have got alone. */
  private void assertAnswered() {
    followers.forEach((wanted, follower) -> {
      Page own = store.history(wanted, NO_HURRY).toCompletableFuture().join();
      assertThat(follower).as("%s", wanted).isCompleted();
      assertThat(follower.join().answer().messages()).isEqualTo(own.messages());
      assertThat(follower.join().answer().newer()).isEqualTo(own.newer());
    });
    assertThat(tower.coalescer.waiters()).isZero();
  }
}
