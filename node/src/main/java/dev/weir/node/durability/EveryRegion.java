package dev.weir.node.durability;

import dev.weir.messages.Answer;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.Call;
import dev.weir.messages.Channels;
import dev.weir.messages.Degraded;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes that every region must keep. The database sees to it by itself, as long as no region is
 * declared lost: it knows no quorum of every region but one. So from then on each of the others is
 * asked to keep the write in its own region, and it is acknowledged when all of them do; the
 * acknowledgement says which region it was kept without.
 */
public final class EveryRegion implements Room {

  private final Room next;
  private final int region;
  private final List<OtherRegion> others;
  private final Supplier<Set<Integer>> lost;
  private final Durability usual;

  /**
   * A room before {@code next}.
   *
   * @param region the number of this node's region
   * @param lost the numbers of the regions that are declared lost now; asked for each write
   * @param usual the durability of writes that name none
   */
  public EveryRegion(
      Room next,
      int region,
      List<OtherRegion> others,
      Supplier<Set<Integer>> lost,
      Durability usual) {
    this.next = next;
    this.region = region;
    this.others = List.copyOf(others);
    this.lost = lost;
    this.usual = usual;
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    if (isRead(request)) {
      return next.pass(request, call);
    }
    // Named from here on: another region may have another default.
    Durability durability = call.durability().orElse(usual);
    Set<Integer> without = durability == Durability.EVERY_REGION ? lost.get() : Set.of();
    return without.isEmpty()
        ? next.pass(request, call.kept(durability))
        : keepWithout(without, request, call);
  }

  private static boolean isRead(Request<?> request) {
    return request instanceof History || request instanceof Get || request instanceof Channels;
  }

  private <A extends Answer> CompletionStage<Served<A>> keepWithout(
      Set<Integer> without, Request<A> request, Call call) {
    Call one = call.kept(Durability.REGION).stay();
    List<CompletableFuture<Served<A>>> writes = new ArrayList<>();
    if (!without.contains(region)) {
      writes.add(next.pass(request, one).toCompletableFuture());
    }
    for (OtherRegion other : others) {
      if (!without.contains(other.number())) {
        writes.add(other.room().pass(request, one).toCompletableFuture());
      }
    }
    if (writes.isEmpty()) {
      return CompletableFuture.failedStage(
          new WeirException(ErrorCode.UNAVAILABLE, "every region is declared lost"));
    }
    return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new))
        .handle((done, failure) -> outcome(writes, without, failure))
        .thenCompose(outcome -> outcome);
  }

  private static <A extends Answer> CompletionStage<Served<A>> outcome(
      List<CompletableFuture<Served<A>>> writes,
      Set<Integer> without,
      @Nullable Throwable failure) {
    if (failure != null) {
      return CompletableFuture.failedStage(failed(writes, WeirException.of(failure)));
    }
    List<Served<A>> kept = writes.stream().map(CompletableFuture::join).toList();
    Served<A> slowest = kept.stream().max(Comparator.comparing(EveryRegion::left)).orElseThrow();
    Receipt receipt = kept.getFirst().receipt();
    return CompletableFuture.completedStage(
        Served.of(
            slowest.answer(),
            new Receipt(receipt.token(), Optional.of(said(without)), receipt.explanation())));
  }

  /** If all refused for the same reason nothing was kept anywhere; else nobody can tell. */
  private static <A extends Answer> WeirException failed(
      List<CompletableFuture<Served<A>>> writes, WeirException first) {
    boolean alike =
        writes.stream()
            .allMatch(write ->
                write.isCompletedExceptionally()
                    && WeirException.of(write.exceptionNow()).code() == first.code());
    return alike
        ? first
        : new WeirException(
            ErrorCode.OUTCOME_UNKNOWN,
            "some regions keep the write, not all that must: " + first.getMessage(),
            first);
  }

  /** How much of a bulk deletion is left in a region: what is left anywhere is asked again. */
  private static long left(Served<?> served) {
    if (!(served.answer() instanceof BulkProgress progress) || progress.rest().isEmpty()) {
      return Long.MIN_VALUE;
    }
    return switch (progress.rest().get().selection()) {
      case DeleteBulk.Ids some -> some.ids().size();
      case DeleteBulk.Before before -> before.id().value();
    };
  }

  private static Degraded said(Set<Integer> without) {
    int which = without.size() == 1 ? without.iterator().next() : Degraded.SEVERAL_REGIONS;
    return new Degraded(Degraded.Reason.LOST_REGION, which, 0);
  }
}
