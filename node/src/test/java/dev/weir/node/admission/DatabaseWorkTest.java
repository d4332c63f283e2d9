package dev.weir.node.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import dev.weir.node.admission.AdmissionEvents.Reason;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatabaseWorkTest {

  private static final ChannelId CHANNEL = new ChannelId(1);
  private static final MessageId ID = MessageId.floor(1_700_000_000_000L);
  private static final Get GET = new Get(CHANNEL, ID);
  private static final Call CALL = Call.by(new Deadline(Long.MAX_VALUE));
  private static final Call EVENTUAL = CALL.at(ReadLevel.EVENTUAL);
  private static final Call REGIONAL = CALL.stay();
  private static final int LIMIT = 10;
  private static final long MILLI = 1_000_000;

  private final Queue<CompletableFuture<Object>> behind = new ArrayDeque<>();
  private final List<String> refusals = new ArrayList<>();
  private long nowNanos = -7;
  private DatabaseWork work = room(new AdmissionLimits(LIMIT, false, 1, 1, 0));

  private DatabaseWork room(AdmissionLimits limits) {
    return new DatabaseWork(
        new Waiting(),
        limits,
        Duration.ofSeconds(1),
        () -> nowNanos,
        new Random(1),
        (priority, reason) -> refusals.add(priority + " " + reason));
  }

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

  private CompletableFuture<?> ask(Call call) {
    return work.pass(GET, call).toCompletableFuture();
  }

  private int admitted(Call call, int asked) {
    int before = behind.size();
    for (int i = 0; i < asked; i++) {
      ask(call);
    }
    return behind.size() - before;
  }

  private void answer() {
    behind.remove().complete(Served.of(new Found(Optional.empty()), Receipt.NONE));
  }

  @Test
  void eachPriority_hasItsPart_andLeavesTheRest() {
    assertThat(admitted(EVENTUAL, 20)).isEqualTo(6);
    assertThat(admitted(REGIONAL, 2)).isEqualTo(2);
    nowNanos += 1_000 * MILLI;
    assertThat(admitted(REGIONAL, 20)).isZero();
    assertThat(admitted(CALL, 20)).isEqualTo(2);
    assertThat(admitted(EVENTUAL, 1)).isZero();
    assertThat(work.count()).isEqualTo(LIMIT);
    assertThat(work.count(Priority.DEFERRABLE)).isEqualTo(6);
    assertThat(refusals)
        .contains("DEFERRABLE PART", "OTHER_REGION PART", "HOME LIMIT", "DEFERRABLE LIMIT");
  }

  @Test
  void otherRegion_entersBySteps() {
    assertThat(admitted(REGIONAL, 20)).isEqualTo(2);
    assertThat(refusals).containsOnly("OTHER_REGION " + Reason.RAMP);
    nowNanos += 1_000 * MILLI;
    assertThat(admitted(REGIONAL, 20)).isEqualTo(2);
    nowNanos += 1_000 * MILLI;
    assertThat(admitted(REGIONAL, 20)).isEqualTo(4);
  }

  @Test
  void refusal_isAtOnce_andHints() {
    admitted(CALL, LIMIT);
    assertThatThrownBy(ask(CALL)::join)
        .cause()
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED);
              assertThat(e.retryAfter()).isBetween(BackOff.LEAST, BackOff.MOST);
            });
    answer();
    assertThat(ask(CALL)).isNotDone();
  }

  @Test
  void failures_makeRoomToo() {
    ask(CALL);
    behind.remove().completeExceptionally(new IllegalStateException());
    assertThat(work.count()).isZero();
    assertThat(work.count(Priority.HOME)).isZero();
  }

  @Test
  void priority_isByWhatIsAskedAndForWhom() {
    Append append = new Append(CHANNEL, ID, 1, Body.of(""));
    AppendAll all = new AppendAll(CHANNEL, List.of(Message.created(ID, 1, Body.of(""))));
    History history = new History(CHANNEL, Slice.newest(), 1);
    assertThat(Priority.of(append, EVENTUAL)).isEqualTo(Priority.HOME);
    assertThat(Priority.of(append, REGIONAL)).isEqualTo(Priority.OTHER_REGION);
    assertThat(Priority.of(history, CALL.at(ReadLevel.STRONG))).isEqualTo(Priority.HOME);
    assertThat(Priority.of(history, REGIONAL)).isEqualTo(Priority.OTHER_REGION);
    assertThat(Priority.of(history, EVENTUAL.stay())).isEqualTo(Priority.DEFERRABLE);
    assertThat(Priority.of(all, CALL)).isEqualTo(Priority.DEFERRABLE);
  }

  @Test
  void answersThatTakeTooLong_lowerTheLimit() {
    work = room(new AdmissionLimits(4_096, true, 16, 1, 0));
    answerAll(CALL, 10, null);
    assertThat(work.limit()).isEqualTo(256);
    answerAll(CALL, 2_000, null);
    assertThat(work.limit()).isLessThan(100);
  }

  @Test
  void timeouts_lowerTheLimit() {
    work = room(new AdmissionLimits(4_096, true, 16, 1, 0));
    answerAll(CALL, 10, null);
    answerAll(CALL, 2_000, ErrorCode.UNAVAILABLE);
    assertThat(work.limit()).isLessThan(100);
  }

  @Test
  void whatSaysNothingOfTheDatabasesLoad_isNotMeasured() {
    work = room(new AdmissionLimits(4_096, true, 16, 1, 0));
    answerAll(CALL, 10, null);
    answerAll(CALL, 2_000, ErrorCode.OVERLOADED);
    answerAll(CALL, 2_000, ErrorCode.INVALID_ARGUMENT);
    answerAll(CALL.at(ReadLevel.STRONG), 2_000, null);
    answerAll(CALL, 1, ErrorCode.UNAVAILABLE);
    assertThat(work.limit()).isEqualTo(256);
  }

  /** Two rounds of a hundred requests that all take so long. */
  private void answerAll(Call call, long millis, @Nullable ErrorCode code) {
    for (int round = 0; round < 2; round++) {
      admitted(call, 100);
      nowNanos += millis * MILLI;
      while (!behind.isEmpty()) {
        if (code == null) {
          answer();
        } else {
          behind.remove().completeExceptionally(new WeirException(code, "failed"));
        }
      }
    }
  }
}
