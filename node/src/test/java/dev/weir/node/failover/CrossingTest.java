package dev.weir.node.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CrossingTest {

  private static final Call CALL = Call.by(new Deadline(1_000_000_000));

  private long nowNanos;
  private final Far far = new Far();
  private final Crossing crossing = new Crossing(far, () -> nowNanos);

  @Test
  void readsOfOneChannel_keepApart() {
    read(1);
    CompletableFuture<Served<Page>> second = read(1);
    assertThat(far.requests).hasSize(1);
    pass(10);
    assertThat(far.requests).hasSize(1);
    pass(10);
    assertThat(far.requests).hasSize(2);
    assertThat(second).isNotDone();
    far.outcomes.get(1).complete(Served.of(Page.EMPTY, Receipt.NONE));
    assertThat(second.join().answer()).isEqualTo(Page.EMPTY);
  }

  @Test
  void whatComesSeldom_waitsForNothing() {
    for (int i = 0; i < 10; i++) {
      read(1);
      read(2);
      nowNanos += 20_000_000;
    }
    assertThat(far.requests).hasSize(20);
  }

  @Test
  void writes_waitForNothing() {
    for (int i = 0; i < 3; i++) {
      MessageId id = MessageId.of(1_700_000_000_000L + i, 0, 0, 0);
      var _ = crossing.pass(new Append(new ChannelId(1), id, 1, Body.of("x")), CALL);
    }
    assertThat(far.requests).hasSize(3);
  }

  @Test
  void failuresOfThoseWhoWaited_areTold() {
    read(1);
    CompletableFuture<Served<Page>> second = read(1);
    pass(20);
    far.outcomes.get(1).completeExceptionally(new WeirException(ErrorCode.CONNECTION_LOST, "lost"));
    assertThatThrownBy(second::join).hasCauseInstanceOf(WeirException.class);
  }

  @Test
  void everyRead_goesInTheEnd() {
    for (int i = 0; i < 50; i++) {
      read(i % 3);
    }
    for (int i = 0; i < 50; i++) {
      pass(20);
    }
    assertThat(far.requests).hasSize(50);
  }

  private void pass(long millis) {
    nowNanos += millis * 1_000_000;
    crossing.keepTime();
  }

  private CompletableFuture<Served<Page>> read(long channel) {
    return crossing
        .pass(new History(new ChannelId(channel), Slice.newest(), 50), CALL)
        .toCompletableFuture();
  }

  private static final class Far implements Room {
    private final List<Request<?>> requests = new ArrayList<>();
    private final List<CompletableFuture<Served<Answer>>> outcomes = new ArrayList<>();

    @Override
    @SuppressWarnings("unchecked") // The test answers what was asked.
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      CompletableFuture<Served<Answer>> outcome = new CompletableFuture<>();
      requests.add(request);
      outcomes.add(outcome);
      return (CompletionStage<Served<A>>) (CompletionStage<?>) outcome;
    }
  }
}
