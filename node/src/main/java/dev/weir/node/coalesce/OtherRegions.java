package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Degraded;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Ticker;
import dev.weir.messages.Token;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads for those who have seen another region: what they saw may not have come here yet, so the
 * read asks every region, for half of the time that is left, or for so long as that may take at
 * most. If that fails, or is known to be of no use, they get what is here, and are told what it may
 * lack.
 */
public final class OtherRegions implements Room {

  private final Room next;
  private final int region;
  private final Everywhere everywhere;
  private final Duration limit;
  private final Ticker ticker;

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
    long begun = ticker.nanos();
    long most = Math.min(call.deadline().leftNanos(ticker) / 2, limit.toNanos());
    return next.pass(request, call.within(new Deadline(begun + most)).at(ReadLevel.STRONG))
        .whenComplete((served, failure) -> tell(failure, ticker.nanos() - begun))
        .exceptionallyCompose(failure -> degraded(request, call, elsewhere));
  }

  private void tell(@Nullable Throwable failure, long nanos) {
    if (failure == null) {
      everywhere.answered(nanos);
    } else {
      everywhere.failed(nanos);
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
