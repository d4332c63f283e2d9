package dev.weir.node.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.MessageId;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private static final Get GET = new Get(new ChannelId(1), MessageId.of(1, 0, 0, 0));
  private static final Call CALL = Call.by(new Deadline(Long.MAX_VALUE));

  private final Queue<CompletableFuture<Object>> behind = new ArrayDeque<>();
  private final InFlight inFlight = new InFlight(new Waiting(), 2);

  /** Keeps each request until the test answers it. */
  private final class Waiting implements Room {
    @Override
    @SuppressWarnings("unchecked") // Nobody looks at what is answered.
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      CompletableFuture<Object> stage = new CompletableFuture<>();
      behind.add(stage);
      return (CompletionStage<Served<A>>) (CompletionStage<?>) stage;
    }
  }

  @Test
  void tooMany_areRefusedAtOnce_untilOneIsAnswered() {
    CompletableFuture<?> first = ask();
    ask();
    assertThatThrownBy(ask()::join)
        .cause()
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED);
              assertThat(e.retryAfter()).isPositive();
            });
    assertThat(inFlight.count()).isEqualTo(2);
    behind.remove().complete(Served.of(new Found(Optional.empty()), Receipt.NONE));
    assertThat(first).isCompleted();
    assertThat(ask()).isNotDone();
  }

  @Test
  void failures_makeRoomToo() {
    ask();
    behind.remove().completeExceptionally(new IllegalStateException());
    assertThat(inFlight.count()).isZero();
  }

  private CompletableFuture<?> ask() {
    return inFlight.pass(GET, CALL).toCompletableFuture();
  }
}
