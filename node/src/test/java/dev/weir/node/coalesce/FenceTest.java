package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Page;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.topology.ChannelId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who has seen something never joins what began before it. */
class FenceTest {

  private static final long OTHER_NODE = 8;

  private final Tower tower = new Tower();

  @Test
  void write_closesTheFlight_andItsFollowersStay() {
    CompletableFuture<?> before = tower.ask(Tower.LATEST);
    tower.write();
    CompletableFuture<?> after = tower.ask(Tower.LATEST);
    assertThat(tower.sealed).isEqualTo(1);
    assertThat(reads()).isEqualTo(2);
    tower.land(tower.queries.getFirst(), Page.EMPTY);
    assertThat(before).isCompleted();
    assertThat(after).isNotDone();
  }

  @Test
  void writeUnderWay_closesNothing() {
    tower.ask(Tower.LATEST);
    tower.ask(Tower.append());
    tower.ask(Tower.LATEST);
    assertThat(reads()).isEqualTo(1);
  }

  @Test
  void writer_hearsOfItsWriteOnlyOnceTheFlightIsClosed() {
    tower.ask(Tower.LATEST);
    CompletableFuture<?> reread =
        tower.ask(Tower.append()).thenCompose(written -> tower.ask(Tower.LATEST));
    tower.land(tower.queries.get(1), new Acknowledged());
    assertThat(reread).isNotDone();
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void failedWrite_mayHaveBeenKept_andClosesTheFlightToo() {
    tower.ask(Tower.LATEST);
    tower.ask(Tower.append());
    tower.fail(tower.queries.get(1), ErrorCode.OUTCOME_UNKNOWN);
    tower.ask(Tower.LATEST);
    assertThat(reads()).isEqualTo(2);
  }

  @Test
  void writesOfOtherChannels_closeNothing() {
    tower.ask(Tower.LATEST);
    var elsewhere = new Append(new ChannelId(43), Tower.id(1), 1, Body.of("elsewhere"));
    tower.ask(elsewhere);
    tower.land(tower.queries.get(1), new Acknowledged());
    tower.ask(Tower.LATEST);
    assertThat(reads()).isEqualTo(1);
  }

  @Test
  void tokenOfAnotherNode_opensAFlightThatClaimsIt_andSendsItOn() {
    tower.ask(Tower.LATEST);
    Token seen = new Token(Tower.REGION, OTHER_NODE, 5);
    tower.askAfter(seen);
    assertThat(reads()).isEqualTo(2);
    assertThat(tower.queries.get(1).call().tokens().covers(Tokens.of(seen))).isTrue();
    tower.askAfter(new Token(Tower.REGION, OTHER_NODE, 4));
    assertThat(reads()).as("what is older than what is claimed is covered").isEqualTo(2);
    tower.askAfter(new Token(Tower.REGION, OTHER_NODE, 6));
    assertThat(reads()).isEqualTo(3);
    assertThat(tower.refusals).containsEntry(Refusal.NOT_COVERED, 2);
  }

  @Test
  void whatWasWitnessedBefore_isCoveredByWhatBeginsNow() {
    tower.ask(Tower.LATEST);
    Token first = tower.land(tower.queries.getFirst(), Page.EMPTY);
    tower.ask(Tower.LATEST);
    tower.askAfter(first);
    assertThat(reads()).isEqualTo(2);
    assertThat(tower.queries.get(1).call().tokens().covers(Tokens.of(first))).isTrue();
  }

  @Test
  void moreTokensThanCanBeSaid_joinNothing() {
    tower.ask(Tower.LATEST);
    tower.ask(Tower.LATEST, tower.call().after(new Tokens(List.of(), true)));
    assertThat(reads()).isEqualTo(2);
    assertThat(tower.queries.get(1).call().tokens().more()).isTrue();
  }

  @Test
  void fenceWithoutRoom_forgetsTheOldest_neverWhatAReaderBrought() {
    Tokens witnessed = Tokens.NONE;
    for (int i = 0; i < Tokens.MAX + 3; i++) {
      witnessed = Fence.remember(witnessed, new Token(1, i, i));
    }
    assertThat(witnessed.listed()).hasSize(Tokens.MAX).doesNotContain(new Token(1, 2, 2));
    Tokens brought = Tokens.of(new Token(1, 99, 0));
    Tokens claims = Fence.claims(witnessed, brought);
    assertThat(claims.covers(brought)).isTrue();
    assertThat(claims.more()).isFalse();
  }

  private long reads() {
    return tower.queries.stream().filter(query -> query.isFor(Tower.LATEST)).count();
  }
}
