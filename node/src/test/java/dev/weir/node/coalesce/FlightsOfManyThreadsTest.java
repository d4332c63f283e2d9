package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.Token;
import dev.weir.messages.WeirException;
import dev.weir.node.budget.RetryBudget;
import dev.weir.topology.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** However many threads board, land, fail, seal and take over: in the end nobody is left. */
class FlightsOfManyThreadsTest {

  private static final int THREADS = 4;
  private static final int STEPS = 20_000;

  private final AtomicLong nowNanos = new AtomicLong();
  private final AtomicLong sequence = new AtomicLong();
  private final Queue<Runnable> queries = new ConcurrentLinkedQueue<>();
  private final Queue<CompletableFuture<?>> stages = new ConcurrentLinkedQueue<>();
  private final Coalescer coalescer =
      new Coalescer(
          new Queries(),
          1,
          new Whereabouts(new NodeId("eu-1"), Optional::empty),
          FlightSettings.DEFAULT,
          new RetryBudget(10),
          nowNanos::get,
          FlightEvents.NONE);

  /** Queries that any thread may end. */
  private final class Queries implements Room {
    @Override
    @SuppressWarnings("unchecked") // A history is answered by a page, a write by nothing.
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      CompletableFuture<Served<A>> outcome = new CompletableFuture<>();
      Answer answer = request instanceof History ? Tower.page(3, 1) : new Acknowledged();
      queries.add(() -> {
        long point = sequence.incrementAndGet();
        if (point % 8 == 0) {
          outcome.completeExceptionally(new WeirException(ErrorCode.UNAVAILABLE, "failed"));
        } else {
          outcome.complete(Served.of((A) answer, Receipt.of(new Token(1, 1, point))));
        }
      });
      return outcome;
    }
  }

  @Test
  void everythingEnded_nobodyIsLeft() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong(1L << 48);
    System.out.println("everythingEnded_nobodyIsLeft: seed " + seed);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        RandomGenerator dice = new SplittableRandom(seed + i);
        ends.add(threads.submit(() -> work(dice)));
      }
      for (Future<?> end : ends) {
        end.get(1, TimeUnit.MINUTES);
      }
    }
    while (endOne()) {
      // The end of one may bring about another.
    }

    assertThat(stages).allMatch(CompletableFuture::isDone);
    assertThat(coalescer.waiters()).isZero();
    assertThat(coalescer.flights()).isZero();
  }

  private void work(RandomGenerator dice) {
    for (int i = 0; i < STEPS; i++) {
      switch (dice.nextInt(10)) {
        case 0, 1, 2, 3 -> ask(new History(Tower.CHANNEL, anySlice(dice), 2), dice);
        case 4 -> ask(Tower.append(), dice);
        case 5 -> {
          nowNanos.addAndGet(1_000_000L * dice.nextInt(20));
          coalescer.takeOver();
        }
        default -> endOne();
      }
    }
  }

  private void ask(Request<?> request, RandomGenerator dice) {
    Deadline deadline = new Deadline(nowNanos.get() + 1_000_000L * dice.nextInt(200));
    stages.add(coalescer.pass(request, Call.by(deadline)).toCompletableFuture());
  }

  private static Slice anySlice(RandomGenerator dice) {
    int number = dice.nextInt(4);
    return number == 0 ? Slice.newest() : Slice.after(Tower.id(number));
  }

  private boolean endOne() {
    Runnable query = queries.poll();
    if (query == null) {
      return false;
    }
    query.run();
    return true;
  }
}
