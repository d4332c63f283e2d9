package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Degraded;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Ticker;
import dev.weir.messages.Token;
import dev.weir.messages.WeirException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads for those who have seen another region: what they saw may not have come here yet, so the
 * read asks every region, for half of the time that is left, or for so long as that may take at
 * most. If that fails, or is known to be of no use, they get what is here, and are told what it may
 * lack.
 *
 * <p>What is bounded is the waiting, not the read: that goes on for as long as any, so that whoever
 * counts the statements that wait for other regions learns when one has its answer, and does not
 * take regions that are far away for regions that are gone.
 *
 * <p>Any thread may pass; {@link #keepTime} is to be called every few milliseconds by one.
 */
public final class OtherRegions implements Room {

  private final Room next;
  private final int region;
  private final Everywhere everywhere;
  private final Duration limit;
  private final Ticker ticker;

  /** A read of all regions that somebody waits for; whoever removes it from the set ends it. */
  private static final class Wait<A extends Answer> extends CompletableFuture<Served<A>> {
    private final long begunNanos;
    private final long mostNanos;

    Wait(long begunNanos, long mostNanos) {
      this.begunNanos = begunNanos;
      this.mostNanos = mostNanos;
    }
  }

  /** Guarded by itself. */
  private final Set<Wait<?>> waits = new LinkedHashSet<>();

  /**
   * A room before {@code next}.
   *
   * @param region the number of this node's region
   * @param everywhere whether a STRONG read asks other regions, too
   * @param limit how long that may take at most
   */
  public OtherRegions(Room next, int region, Everywhere everywhere, Duration limit, Ticker ticker) {
    this.next = next;
    this.region = region;
    this.everywhere = everywhere;
    this.limit = limit;
    this.ticker = ticker;
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    List<Token> elsewhere =
        call.level() == ReadLevel.SESSION ? call.tokens().outside(region) : List.of();
    if (elsewhere.isEmpty()) {
      return next.pass(request, call);
    }
    if (!everywhere.mayBeAsked()) {
      return degraded(request, call, elsewhere);
    }
    long most = Math.min(call.deadline().leftNanos(ticker) / 2, limit.toNanos());
    return ask(request, call, new Wait<>(ticker.nanos(), most))
        .exceptionallyCompose(failure -> degraded(request, call, elsewhere));
  }

  private <A extends Answer> CompletionStage<Served<A>> ask(
      Request<A> request, Call call, Wait<A> wait) {
    synchronized (waits) {
      waits.add(wait);
    }
    var _ =
        next.pass(request, call.at(ReadLevel.STRONG))
            .whenComplete((served, failure) -> {
              if (!isOver(wait)) {
                end(wait, served, failure);
              }
            });
    return wait;
  }

  /** Whether somebody else has ended it; nobody else will. */
  private boolean isOver(Wait<?> wait) {
    synchronized (waits) {
      return !waits.remove(wait);
    }
  }

  private <A extends Answer> void end(
      Wait<A> wait, @Nullable Served<A> served, @Nullable Throwable failure) {
    long took = ticker.nanos() - wait.begunNanos;
    if (failure == null) {
      everywhere.answered(took);
      wait.complete(served);
    } else {
      everywhere.failed(took);
      wait.completeExceptionally(failure);
    }
  }

  /** Ends the waiting of those who have waited for long enough. Does not block. */
  public void keepTime() {
    List<Wait<?>> over = new ArrayList<>(0);
    synchronized (waits) {
      if (waits.isEmpty()) {
        return;
      }
      long now = ticker.nanos();
      waits.removeIf(wait -> now - wait.begunNanos >= wait.mostNanos && over.add(wait));
    }
    for (Wait<?> wait : over) {
      end(
          wait,
          null,
          new WeirException(
              ErrorCode.DEADLINE_EXCEEDED, "not every region answered as soon as they had to"));
    }
  }

  private <A extends Answer> CompletionStage<Served<A>> degraded(
      Request<A> request, Call call, List<Token> elsewhere) {
    Degraded degraded = lacking(elsewhere);
    return next.pass(request, call.after(call.tokens().within(region)))
        .thenApply(served -> {
          Receipt receipt = served.receipt();
          return Served.of(
              served.answer(),
              new Receipt(receipt.token(), Optional.of(degraded), receipt.explanation()));
        });
  }

  private static Degraded lacking(List<Token> elsewhere) {
    Token latest = elsewhere.stream().max(Comparator.comparingLong(Token::sequence)).orElseThrow();
    boolean one = elsewhere.stream().allMatch(token -> token.region() == latest.region());
    return new Degraded(
        Degraded.Reason.OTHER_REGION,
        one ? latest.region() : Degraded.SEVERAL_REGIONS,
        latest.sequence() + 1);
  }
}
