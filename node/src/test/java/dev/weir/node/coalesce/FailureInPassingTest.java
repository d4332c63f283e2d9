package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import dev.weir.node.budget.RetryBudget;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A failure in passing is not told to ten thousand readers, who would all ask again. */
class FailureInPassingTest {

  private final Tower database = new Tower();
  private final RetryBudget budget = new RetryBudget(10);
  private final Coalescer coalescer =
      new Coalescer(
          LoneRegion.before(database, () -> database.nowNanos, budget),
          Tower.REGION,
          new Whereabouts(new NodeId("eu-1"), Optional::empty),
          FlightSettings.DEFAULT,
          budget,
          () -> database.nowNanos,
          FlightEvents.NONE);

  @Test
  void failureInPassing_underAThousandReaders_costsOneMoreQuery_andNoError() {
    List<CompletableFuture<?>> readers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      readers.add(read());
    }
    database.fail(database.queries.getFirst(), ErrorCode.UNAVAILABLE);
    assertThat(readers).noneMatch(CompletableFuture::isDone);
    database.land(database.queries.get(1), Page.EMPTY);
    assertThat(database.queries).hasSize(2);
    assertThat(readers).allMatch(reader -> reader.isDone() && !reader.isCompletedExceptionally());
  }

  @Test
  void secondFailure_isToldToAll() {
    CompletableFuture<?> reader = read();
    database.fail(database.queries.getFirst(), ErrorCode.UNAVAILABLE);
    database.fail(database.queries.get(1), ErrorCode.UNAVAILABLE);
    CoalescerTest.assertFailed(reader, ErrorCode.UNAVAILABLE);
    assertThat(database.queries).hasSize(2);
  }

  @Test
  void overload_isNotTriedAgain() {
    CompletableFuture<?> reader = read();
    database.fail(database.queries.getFirst(), ErrorCode.OVERLOADED);
    CoalescerTest.assertFailed(reader, ErrorCode.OVERLOADED);
    assertThat(database.queries).hasSize(1);
  }

  @Test
  void write_isNotTriedAgain() {
    CompletableFuture<?> write =
        coalescer.pass(Tower.append(), database.call()).toCompletableFuture();
    database.fail(database.queries.getFirst(), ErrorCode.UNAVAILABLE);
    CoalescerTest.assertFailed(write, ErrorCode.UNAVAILABLE);
    assertThat(database.queries).hasSize(1);
  }

  @Test
  void budget_boundsWhatIsTriedAgain_toATenth() {
    int failed = 0;
    for (int i = 0; i < 1_000; i++) {
      CompletableFuture<?> reader = readOf(new ChannelId(i));
      while (!reader.isDone()) {
        database.fail(database.queries.getLast(), ErrorCode.UNAVAILABLE);
      }
      failed++;
    }
    int retries = database.queries.size() - failed;
    assertThat(retries).isBetween(100, 110);
  }

  @Test
  void nobodyLeft_nothingIsTriedAgain() {
    boolean[] gone = {false};
    coalescer.pass(Tower.LATEST, database.call().with(() -> gone[0]));
    gone[0] = true;
    coalescer.takeOver();
    database.fail(database.queries.getFirst(), ErrorCode.UNAVAILABLE);
    assertThat(database.queries).hasSize(1);
  }

  private CompletableFuture<?> readOf(ChannelId channel) {
    return coalescer
        .pass(new History(channel, Slice.newest(), 50), database.call())
        .toCompletableFuture();
  }

  private CompletableFuture<?> read() {
    return coalescer.pass(Tower.LATEST, database.call()).toCompletableFuture();
  }
}
