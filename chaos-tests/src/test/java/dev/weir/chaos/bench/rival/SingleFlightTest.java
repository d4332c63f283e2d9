package dev.weir.chaos.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

  private final List<CompletableFuture<String>> reads = new ArrayList<>();
  private final SingleFlight<Integer, String> flights = new SingleFlight<>(_ -> read());

  private CompletionStage<String> read() {
    reads.add(new CompletableFuture<>());
    return reads.getLast();
  }

  private CompletableFuture<String> ask(int key) {
    return flights.ask(key).toCompletableFuture();
  }

  @Test
  void whoAsksMeanwhile_shares() {
    List<CompletableFuture<String>> answers = List.of(ask(1), ask(1), ask(2));
    assertThat(reads).hasSize(2);
    reads.getFirst().complete("one");
    assertThat(answers.get(0)).isCompletedWithValue("one");
    assertThat(answers.get(1)).isCompletedWithValue("one");
    assertThat(answers.get(2)).isNotDone();
  }

  /** As callers of a closed load do: on the thread that answers them, before it has ended. */
  @Test
  void whoIsAnsweredAndAsksAgain_readsAnew() {
    List<CompletableFuture<String>> again = new ArrayList<>();
    for (int caller = 0; caller < 3; caller++) {
      var _ = ask(1).thenAccept(_ -> again.add(ask(1)));
    }
    reads.getFirst().complete("old");
    assertThat(reads).hasSize(2);
    assertThat(again).hasSize(3).noneMatch(CompletableFuture::isDone);
    reads.getLast().complete("new");
    assertThat(again).allMatch(answer -> answer.resultNow().equals("new"));
  }

  @Test
  void failure_isEverybodysAndEndsTheFlight() {
    CompletableFuture<String> leader = ask(1);
    CompletableFuture<String> follower = ask(1);
    reads.getFirst().completeExceptionally(new IllegalStateException("broken"));
    assertThat(leader).isCompletedExceptionally();
    assertThat(follower).isCompletedExceptionally();
    assertThat(ask(1)).isNotDone();
    assertThat(reads).hasSize(2);
  }
}
