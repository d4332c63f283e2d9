package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.Message;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Token;
import dev.weir.node.budget.RetryBudget;
import dev.weir.topology.NodeId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * One message before one node's coalescer is a linearizable register, also for readers without
 * tokens: who joins what another has asked is told nothing older than what had been acknowledged,
 * or told to anybody, when he came. That holds of one request; between different ones it takes
 * tokens, for those are different flights.
 *
 * <p>A follower is completed by the thread that leads. It waits in {@code join}, which the model
 * checker knows, so a follower whom nobody tells is found as a deadlock.
 */
class CoalescerLincheckTest {

  /** A message whose author counts its writes; each answer has the token of its point in time. */
  static final class Counter implements Room {
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicLong sequence = new AtomicLong();

    @Override
    @SuppressWarnings("unchecked") // A get is answered by what it found, a write by nothing.
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      Answer answer = request instanceof Get ? found(writes.get()) : written();
      Receipt receipt = Receipt.of(new Token(1, 1, sequence.incrementAndGet()));
      return CompletableFuture.completedStage(Served.of((A) answer, receipt));
    }

    private Answer written() {
      writes.incrementAndGet();
      return new Acknowledged();
    }

    private static Found found(int version) {
      Message message = Message.created(Tower.id(1), version, Tower.append().body());
      return new Found(Optional.of(message));
    }
  }

  /** As in Guava and Caffeine: whoever comes joins what is under way. */
  static final class Unfenced implements Room {
    private final Room next;
    private final ConcurrentMap<Request<?>, CompletableFuture<Served<Answer>>> underWay =
        new ConcurrentHashMap<>();

    Unfenced(Room next) {
      this.next = next;
    }

    @Override
    @SuppressWarnings("unchecked") // What is under way for a request brings its answer.
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      if (!(request instanceof Get)) {
        return next.pass(request, call);
      }
      CompletableFuture<Served<A>> own = new CompletableFuture<>();
      CompletableFuture<?> before =
          underWay.putIfAbsent(
              request, (CompletableFuture<Served<Answer>>) (CompletableFuture<?>) own);
      if (before != null) {
        return (CompletionStage<Served<A>>) (CompletionStage<?>) before;
      }
      own.complete(next.pass(request, call).toCompletableFuture().join());
      underWay.remove(request);
      return own;
    }
  }

  /** What the threads do, and what is expected of them. */
  abstract static class Register {
    private final Room room;

    Register(Room room) {
      this.room = room;
    }

    @Operation
    public long read() {
      Get get = new Get(Tower.CHANNEL, Tower.id(1));
      Served<Found> served = room.pass(get, call()).toCompletableFuture().join();
      return served.answer().message().orElseThrow().author();
    }

    @Operation
    public void write() {
      var _ = room.pass(Tower.append(), call()).toCompletableFuture().join();
    }

    private static Call call() {
      return Call.by(new Deadline(Long.MAX_VALUE));
    }
  }

  public static final class Coalesced extends Register {
    public Coalesced() {
      super(
          new Coalescer(
              new Counter(),
              1,
              new Whereabouts(new NodeId("eu-1"), Optional::empty),
              FlightSettings.DEFAULT,
              new RetryBudget(10),
              () -> 0,
              FlightEvents.NONE));
    }
  }

  public static final class JoinedByAnybody extends Register {
    public JoinedByAnybody() {
      super(new Unfenced(new Counter()));
    }
  }

  /** The same in one thread. */
  public static final class Sequential {
    private long writes;

    public long read() {
      return writes;
    }

    public void write() {
      writes++;
    }
  }

  @Test
  void modelChecked_isARegister() {
    modelChecking().check(Coalesced.class);
  }

  @Test
  void joinedByAnybody_isNoRegister() {
    assertThatThrownBy(() -> modelChecking().check(JoinedByAnybody.class))
        .isInstanceOf(LincheckAssertionError.class)
        .satisfies(found -> assertThat(found).hasMessageContaining("Invalid execution results"));
  }

  private static ModelCheckingOptions modelChecking() {
    return new ModelCheckingOptions()
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(1)
        .iterations(5)
        .invocationsPerIteration(60)
        .sequentialSpecification(Sequential.class);
  }
}
