package dev.weir.node.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Degraded;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.Token;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Regions 0, 1 and 2, seen from 0. */
class EveryRegionTest {

  private static final ChannelId CHANNEL = new ChannelId(42);
  private static final MessageId ID = MessageId.of(1_700_000_000_000L, 0, 0, 0);
  private static final Append APPEND = new Append(CHANNEL, ID, 1, Body.of("x"));
  private static final Call CALL = Call.by(new Deadline(1_000_000));

  private final Set<Integer> lost = new HashSet<>();
  private final List<Region> regions = List.of(new Region(0), new Region(1), new Region(2));
  private final EveryRegion room = roomWith(Durability.EVERY_REGION);

  private EveryRegion roomWith(Durability usual) {
    return new EveryRegion(
        regions.get(0),
        0,
        List.of(new OtherRegion(1, regions.get(1)), new OtherRegion(2, regions.get(2))),
        () -> lost,
        usual);
  }

  @Test
  void noRegionLost_theDatabaseSeesToIt() {
    ask(APPEND, CALL);
    assertThat(regions.get(0).calls).containsExactly(CALL.kept(Durability.EVERY_REGION));
    assertThat(regions.get(1).calls).isEmpty();
  }

  @Test
  void durabilityOfADeployment_isNamed_becauseAnotherRegionMayHaveAnotherOne() {
    var _ = roomWith(Durability.REGION).pass(APPEND, CALL);
    ask(new History(CHANNEL, Slice.newest(), 5), CALL);
    assertThat(regions.get(0).calls).containsExactly(CALL.kept(Durability.REGION), CALL);
  }

  @Test
  void regionLost_eachOfTheOthersKeepsItByItself_andTheWriterIsTold() {
    lost.add(2);
    CompletableFuture<Served<Acknowledged>> write = ask(APPEND, CALL);
    Call one = CALL.kept(Durability.REGION).stay();
    assertThat(regions.get(0).calls).containsExactly(one);
    assertThat(regions.get(1).calls).containsExactly(one);
    assertThat(regions.get(2).calls).isEmpty();
    regions.get(0).answer(new Acknowledged());
    assertThat(write).isNotDone();
    regions.get(1).answer(new Acknowledged());
    assertThat(write.join().receipt().degraded())
        .contains(new Degraded(Degraded.Reason.LOST_REGION, 2, 0));
    assertThat(write.join().receipt().token().orElseThrow().region()).isZero();
  }

  @Test
  void ownRegionLost_theOthersKeepIt() {
    lost.add(0);
    CompletableFuture<Served<Acknowledged>> write = ask(APPEND, CALL);
    assertThat(regions.get(0).calls).isEmpty();
    regions.get(1).answer(new Acknowledged());
    regions.get(2).answer(new Acknowledged());
    assertThat(write.join().receipt().token().orElseThrow().region()).isEqualTo(1);
  }

  @Test
  void writesOfOneRegion_andReads_areNotConcerned() {
    lost.add(2);
    ask(APPEND, CALL.kept(Durability.REGION));
    ask(new History(CHANNEL, Slice.newest(), 5), CALL);
    var _ = roomWith(Durability.REGION).pass(APPEND, CALL);
    assertThat(regions.get(0).calls).hasSize(3);
    assertThat(regions.get(1).calls).isEmpty();
  }

  @Test
  void oneOfThemFails_nobodyCanTell() {
    lost.add(2);
    CompletableFuture<Served<Acknowledged>> write = ask(APPEND, CALL);
    regions.get(0).answer(new Acknowledged());
    regions.get(1).fail(ErrorCode.UNAVAILABLE);
    assertFailed(write, ErrorCode.OUTCOME_UNKNOWN);
  }

  @Test
  void allOfThemRefuse_nothingWasKept() {
    lost.add(2);
    CompletableFuture<Served<Acknowledged>> write = ask(APPEND, CALL);
    regions.get(0).fail(ErrorCode.UNAVAILABLE);
    assertThat(write).isNotDone();
    regions.get(1).fail(ErrorCode.UNAVAILABLE);
    assertFailed(write, ErrorCode.UNAVAILABLE);
  }

  @Test
  void allLost_isUnavailable() {
    lost.addAll(List.of(0, 1, 2));
    assertFailed(ask(APPEND, CALL), ErrorCode.UNAVAILABLE);
  }

  @Test
  void bulkDeletion_goesOnWithWhatIsLeftAnywhere() {
    lost.add(2);
    DeleteBulk all = before(9);
    CompletableFuture<Served<BulkProgress>> bulk = ask(all, CALL);
    regions.get(0).answer(new BulkProgress(Optional.of(before(3))));
    regions.get(1).answer(new BulkProgress(Optional.of(before(7))));
    assertThat(bulk.join().answer().rest()).contains(before(7));
    CompletableFuture<Served<BulkProgress>> next = ask(before(7), CALL);
    regions.get(0).answer(new BulkProgress(Optional.empty()));
    regions.get(1).answer(new BulkProgress(Optional.empty()));
    assertThat(next.join().answer().rest()).isEmpty();
  }

  private static DeleteBulk before(long millis) {
    MessageId id = MessageId.of(1_700_000_000_000L + millis, 0, 0, 0);
    return new DeleteBulk(CHANNEL, new DeleteBulk.Before(id), ID.unixMicros() + 1_000_000);
  }

  private <A extends Answer> CompletableFuture<Served<A>> ask(Request<A> request, Call call) {
    return room.pass(request, call).toCompletableFuture();
  }

  private static void assertFailed(CompletableFuture<?> write, ErrorCode code) {
    assertThat(write).isDone();
    assertThatThrownBy(write::join)
        .cause()
        .isInstanceOfSatisfying(WeirException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static final class Region implements Room {
    private final int number;
    private final List<Call> calls = new ArrayList<>();
    private CompletableFuture<Served<Answer>> latest = new CompletableFuture<>();

    Region(int number) {
      this.number = number;
    }

    @Override
    @SuppressWarnings("unchecked") // The test answers what was asked.
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      calls.add(call);
      latest = new CompletableFuture<>();
      return (CompletionStage<Served<A>>) (CompletionStage<?>) latest;
    }

    void answer(Answer answer) {
      latest.complete(Served.of(answer, Receipt.of(new Token(number, 1, 1))));
    }

    void fail(ErrorCode code) {
      latest.completeExceptionally(new WeirException(code, code.name()));
    }
  }
}
