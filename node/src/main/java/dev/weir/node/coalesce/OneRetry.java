package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends a read that failed in passing once more, so that one failure is not told to ten thousand
 * readers who would all ask again. Stands where the database is asked, so that of two nodes on a
 * read's way only one tries again.
 */
public final class OneRetry implements Room {

  private final Room next;
  private final Ticker ticker;
  private final FlightEvents events;
  private final RetryBudget budget = new RetryBudget();

  public OneRetry(Room next, Ticker ticker, FlightEvents events) {
    this.next = next;
    this.ticker = ticker;
    this.events = events;
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    if (!(request instanceof History || request instanceof Get)) {
      return next.pass(request, call);
    }
    budget.tried();
    return next.pass(request, call)
        .exceptionallyCompose(failure -> {
          if (!WeirException.of(failure).code().isRetryable() || isOver(call) || !budget.spend()) {
            return CompletableFuture.failedStage(failure);
          }
          events.retried();
          return next.pass(request, call);
        });
  }

  private boolean isOver(Call call) {
    return call.deadline().hasPassed(ticker) || call.caller().isGone();
  }
}
