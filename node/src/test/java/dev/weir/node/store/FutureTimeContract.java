package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.MessageId;
import dev.weir.messages.Slice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trap 13: a write from the far future would eat later ones. Stores are given a drift of 60 s. */
public interface FutureTimeContract {

  Duration BEYOND = Duration.ofSeconds(61);
  Duration WITHIN = Duration.ofSeconds(59);

  StoreSubject subject();

  @Test
  default void idFromTheFuture_isRefused() {
    MessageId doomed = subject().idAgo(BEYOND.negated(), 1);
    subject().refuses(ErrorCode.TIMESTAMP_IN_FUTURE, subject().appendOf(doomed));
    subject()
        .refuses(
            ErrorCode.TIMESTAMP_IN_FUTURE,
            new AppendAll(
                subject().channel(),
                List.of(
                    StoreSubject.messageOf(subject().idAgo(Duration.ofMinutes(5), 1)),
                    StoreSubject.messageOf(doomed))));
    assertThat(subject().page(Slice.newest(), 10).messages()).isEmpty();
  }

  @Test
  default void idFromWithinTheDrift_isTaken() {
    MessageId id = subject().append(subject().idAgo(WITHIN.negated(), 1));
    assertThat(subject().ids(Slice.newest(), 10)).containsExactly(id);
  }

  @Test
  default void writesDatedInTheFuture_areRefusedAndChangeNothing() {
    MessageId id = subject().append(subject().idAgo(Duration.ofMinutes(5), 1));
    long doomed = subject().wall().micros() + BEYOND.toMillis() * 1_000;
    var channel = subject().channel();
    subject()
        .refuses(ErrorCode.TIMESTAMP_IN_FUTURE, new Edit(channel, id, Body.of("late"), doomed));
    subject().refuses(ErrorCode.TIMESTAMP_IN_FUTURE, new Delete(channel, id, doomed));
    subject()
        .refuses(
            ErrorCode.TIMESTAMP_IN_FUTURE,
            new DeleteBulk(channel, new DeleteBulk.Ids(List.of(id)), doomed));
    subject()
        .refuses(
            ErrorCode.TIMESTAMP_IN_FUTURE,
            new DeleteBulk(channel, new DeleteBulk.Before(id), doomed));
    assertThat(subject().get(id)).contains(StoreSubject.messageOf(id));
  }

  @Test
  default void requestsBehindTheirDeadline_areNotBegun() {
    MessageId id = subject().idAgo(Duration.ofMinutes(5), 1);
    var overdue = subject().overdueCall();
    subject().refuses(ErrorCode.DEADLINE_EXCEEDED, subject().appendOf(id), overdue);
    subject().refuses(ErrorCode.DEADLINE_EXCEEDED, new Get(subject().channel(), id), overdue);
    subject()
        .refuses(
            ErrorCode.DEADLINE_EXCEEDED,
            new dev.weir.messages.History(subject().channel(), Slice.newest(), 1),
            overdue);
    assertThat(subject().get(id)).isEmpty();
  }
}
