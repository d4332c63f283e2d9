package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.Channels;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Explanation.Role;
import dev.weir.messages.Explanation.Step;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.messages.WeirException;
import dev.weir.node.coalesce.Tower.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CoalescerTest {

  private static final Get GET = new Get(Tower.CHANNEL, Tower.id(1));

  private final Tower tower = new Tower();

  @Test
  void identicalReads_shareOneQuery_andTheSameAnswer() {
    List<CompletableFuture<Served<Page>>> readers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      readers.add(tower.ask(Tower.LATEST));
    }
    assertThat(tower.queries).hasSize(1);
    assertThat(tower.coalescer.waiters()).isEqualTo(100);
    Page page = Tower.page(9, 1);
    Token token = tower.land(tower.queries.getFirst(), page);
    assertThat(readers)
        .allSatisfy(reader -> {
          assertThat(reader.join().answer()).isSameAs(page);
          assertThat(reader.join().receipt().token()).contains(token);
        });
    assertThat(tower.coalescer.waiters()).isZero();
    assertThat(tower.roles).containsEntry(Role.LED, 1).containsEntry(Role.FOLLOWED, 99);
  }

  @Test
  void answers_areNotKept() {
    tower.ask(Tower.LATEST);
    tower.land(tower.queries.getFirst(), Page.EMPTY);
    assertThat(tower.ask(Tower.LATEST)).isNotDone();
    assertThat(tower.queries).hasSize(2);
  }

  @Test
  void absence_isNotKept() {
    tower.ask(GET);
    tower.land(tower.queries.getFirst(), new Found(Optional.empty()));
    tower.ask(GET);
    assertThat(tower.queries).hasSize(2);
  }

  @Test
  void otherRequests_haveTheirOwnQueries() {
    tower.ask(Tower.LATEST);
    tower.ask(GET);
    tower.ask(new Get(Tower.CHANNEL, Tower.id(2)));
    tower.ask(new Channels(Optional.empty(), 1));
    assertThat(tower.queries).hasSize(4);
  }

  @Test
  void failure_isToldToAll_andNotKept() {
    CompletableFuture<?> one = tower.ask(Tower.LATEST);
    CompletableFuture<?> other = tower.ask(Tower.LATEST);
    tower.fail(tower.queries.getFirst(), ErrorCode.OVERLOADED);
    assertFailed(one, ErrorCode.OVERLOADED);
    assertFailed(other, ErrorCode.OVERLOADED);
    assertThat(tower.ask(Tower.LATEST)).isNotDone();
  }

  @Test
  void strongReads_joinNobody_andNobodyJoinsThem() {
    tower.ask(Tower.LATEST, tower.call().at(ReadLevel.STRONG));
    tower.ask(Tower.LATEST);
    tower.ask(Tower.LATEST, tower.call().at(ReadLevel.STRONG));
    assertThat(tower.queries).hasSize(3);
    assertThat(tower.queries.get(2).call().level()).isEqualTo(ReadLevel.STRONG);
  }

  @Test
  void certainReads_doNotJoinUncertainOnes_butTheOtherWayRound() {
    tower.ask(Tower.LATEST, tower.call().at(ReadLevel.EVENTUAL));
    tower.ask(Tower.LATEST);
    tower.ask(Tower.LATEST, tower.call().at(ReadLevel.EVENTUAL));
    assertThat(tower.queries).hasSize(2);
    assertThat(tower.refusals).containsOnlyKeys(Refusal.WEAKER);
  }

  @Test
  void lateWaiter_leavesByItsOwnDeadline_andHurtsNobody() {
    CompletableFuture<?> hurried = tower.ask(Tower.LATEST);
    tower.passMillis(200);
    CompletableFuture<?> patient = tower.ask(Tower.LATEST);
    tower.passMillis(900);
    tower.coalescer.takeOver();
    assertFailed(hurried, ErrorCode.DEADLINE_EXCEEDED);
    assertThat(patient).isNotDone();
    assertThat(tower.queries.getFirst().call().caller().isGone()).isFalse();
    tower.land(tower.queries.getFirst(), Page.EMPTY);
    assertThat(patient).isCompleted();
  }

  @Test
  void lastWaiter_leaves_andTheFlightEnds() {
    boolean[] gone = {false};
    CompletableFuture<?> left = tower.ask(Tower.LATEST, tower.call().with(() -> gone[0]));
    tower.coalescer.takeOver();
    Query query = tower.queries.getFirst();
    assertThat(query.call().caller().isGone()).isFalse();
    gone[0] = true;
    tower.coalescer.takeOver();
    assertThat(left).isCompletedExceptionally();
    assertThat(query.call().caller().isGone()).isTrue();
    assertThat(tower.abandoned).isEqualTo(1);
    assertThat(tower.coalescer.flights()).isZero();
  }

  @Test
  void abandonedFlight_thatEndsLate_doesNotEndTheNextOne() {
    boolean[] gone = {false};
    tower.ask(Tower.LATEST, tower.call().with(() -> gone[0]));
    gone[0] = true;
    tower.coalescer.takeOver();
    CompletableFuture<Served<Page>> next = tower.ask(Tower.LATEST);
    tower.land(tower.queries.get(0), Page.EMPTY);
    assertThat(next).isNotDone();
    tower.ask(Tower.LATEST);
    assertThat(tower.queries).as("the next one still takes followers").hasSize(2);
    tower.land(tower.queries.get(1), Tower.page(2, 1));
    assertThat(next.join().answer().messages()).hasSize(2);
  }

  @Test
  void explanation_saysWhoLedAndWhoFollowed() {
    CompletableFuture<Served<Page>> led = tower.ask(Tower.LATEST, tower.call().explain());
    tower.nowNanos += 5_000;
    CompletableFuture<Served<Page>> followed = tower.ask(Tower.LATEST, tower.call().explain());
    CompletableFuture<Served<Page>> silent = tower.ask(Tower.LATEST);
    tower.land(tower.queries.getFirst(), Page.EMPTY);
    assertThat(step(led).role()).isEqualTo(Role.LED);
    assertThat(step(followed).role()).isEqualTo(Role.FOLLOWED);
    assertThat(step(followed).ageMicros()).isEqualTo(5);
    assertThat(step(followed).waiters()).isEqualTo(3);
    assertThat(silent.join().receipt().explanation()).isEmpty();
  }

  @Test
  void readersOfAnotherRegion_shareAmongThemselves() {
    Tokens tokens = Tokens.of(new Token(Tower.REGION + 1, 3, 3));
    tower.ask(Tower.LATEST);
    tower.ask(Tower.LATEST, tower.call().after(tokens));
    assertThat(tower.queries).hasSize(2);
    assertThat(tower.queries.get(1).call().tokens()).isEqualTo(tokens);
    tower.ask(Tower.LATEST, tower.call().after(tokens));
    tower.ask(Tower.LATEST, tower.call().after(Tokens.of(new Token(Tower.REGION + 1, 3, 2))));
    assertThat(tower.queries).as("who has seen no more joins").hasSize(2);
    tower.ask(Tower.LATEST, tower.call().after(tokens).at(ReadLevel.EVENTUAL));
    assertThat(tower.queries).as("who does not care joins").hasSize(2);
    tower.ask(Tower.LATEST, tower.call().after(Tokens.of(new Token(Tower.REGION + 1, 3, 4))));
    assertThat(tower.queries).as("who has seen more does not").hasSize(3);
  }

  @Test
  void whatReadersBringFromAnotherRegion_isNoBurdenForThoseWhoStayed() {
    tower.ask(Tower.LATEST, tower.call().after(Tokens.of(new Token(Tower.REGION + 1, 3, 3))));
    tower.ask(Tower.LATEST);
    assertThat(tower.queries).hasSize(2);
    assertThat(tower.queries.get(1).call().tokens()).isEqualTo(Tokens.NONE);
  }

  @Test
  void readersOfAnotherRegion_comeAfterThisOnesWrites() {
    Tokens tokens = Tokens.of(new Token(Tower.REGION + 1, 3, 3));
    tower.ask(Tower.LATEST, tower.call().after(tokens));
    Token written = tower.write();
    tower.ask(Tower.LATEST, tower.call().after(tokens));
    assertThat(tower.queries).hasSize(3);
    assertThat(tower.queries.get(2).call().tokens()).isEqualTo(tokens.and(written));
  }

  @Test
  void followersFromAnotherRegion_gatherAmongThemselves() {
    Tokens tokens = Tokens.of(new Token(Tower.REGION + 1, 3, 3));
    for (int i = 1; i <= 10; i++) {
      History after = new History(Tower.CHANNEL, Slice.after(Tower.id(i)), 50);
      tower.ask(after);
      tower.ask(after, tower.call().after(tokens));
    }
    assertThat(tower.queries).hasSize(2);
  }

  private static Step step(CompletableFuture<Served<Page>> reader) {
    return reader.join().receipt().explanation().orElseThrow().steps().getFirst();
  }

  static void assertFailed(CompletableFuture<?> reader, ErrorCode code) {
    assertThat(reader).isDone();
    assertThatThrownBy(reader::join)
        .cause()
        .isInstanceOfSatisfying(WeirException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
