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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Reads for those who have seen another region: what they saw may not have come here yet, so the
 * read asks every region, for half of the time that is left. If that fails they get what is here,
 * and are told what it may lack.
 */
public final class OtherRegions implements Room {

  private final Room next;
  private final int region;
  private final BooleanSupplier reachable;
  private final Ticker ticker;

  /**
   * A room before {@code next}.
   *
   * @param region the number of this node's region
   * @param reachable whether a STRONG read asks other regions, too
   */
  public OtherRegions(Room next, int region, BooleanSupplier reachable, Ticker ticker) {
    this.next = next;
    this.region = region;
    this.reachable = reachable;
    this.ticker = ticker;
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    List<Token> elsewhere =
        call.level() == ReadLevel.SESSION ? call.tokens().outside(region) : List.of();
    if (elsewhere.isEmpty()) {
      return next.pass(request, call);
    }
    if (!reachable.getAsBoolean()) {
      return degraded(request, call, elsewhere);
    }
    long half = call.deadline().leftNanos(ticker) / 2;
    Call everywhere = call.within(new Deadline(ticker.nanos() + half)).at(ReadLevel.STRONG);
    return next.pass(request, everywhere)
        .exceptionallyCompose(failure -> degraded(request, call, elsewhere));
  }

  private <A extends Answer> CompletionStage<Served<A>> degraded(
      Request<A> request, Call call, List<Token> elsewhere) {
    Degraded degraded = lacking(elsewhere);
    return next.pass(request, call)
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
