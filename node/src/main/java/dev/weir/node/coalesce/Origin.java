package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Explanation;
import dev.weir.messages.Messages;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Token;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The last room, where answers come from: gives each the token of its point in time. A write's is
 * drawn once it is kept, a read's once it has ended: whatever begins after that sees at least as
 * much. The point at which a read began would not do: what it has seen may be newer than that.
 */
public final class Origin implements Room {

  private final Messages store;
  private final int region;
  private final long incarnation;
  private final LongSupplier sequence;
  private final Function<ReadLevel, String> consistency;
  private final Whereabouts whereabouts;

  /**
   * The room before a store.
   *
   * @param region the number of the store's region
   * @param incarnation of this node, which no other has or had
   * @param sequence never gives the same number twice or a smaller one; near to microseconds since
   *     1970, which tell how old a token is where numbers do not help
   * @param consistency what a read of a level asks of the database
   */
  public Origin(
      Messages store,
      int region,
      long incarnation,
      LongSupplier sequence,
      Function<ReadLevel, String> consistency,
      Whereabouts whereabouts) {
    this.store = store;
    this.region = region;
    this.incarnation = incarnation;
    this.sequence = sequence;
    this.consistency = consistency;
    this.whereabouts = whereabouts;
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    return request.ask(store, call).thenApply(answer -> Served.of(answer, receipt(request, call)));
  }

  private Receipt receipt(Request<?> request, Call call) {
    Receipt receipt = Receipt.of(new Token(region, incarnation, sequence.getAsLong()));
    return call.explained() && request.routingKey().isPresent()
        ? receipt.with(
            new Explanation(
                List.of(
                    whereabouts.step(request.routingKey().get(), consistency.apply(call.level())))))
        : receipt;
  }
}
