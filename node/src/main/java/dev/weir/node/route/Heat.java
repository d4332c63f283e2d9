package dev.weir.node.route;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.topology.ChannelId;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Counts the reads that pass, channel by channel. */
public final class Heat implements Room {

  private final Room next;
  private final Consumer<ChannelId> reads;
  private final Predicate<Call> counts;

  /**
   * A room before {@code next}.
   *
   * @param reads told of each read's channel; must be quick
   * @param counts which calls to count
   */
  public Heat(Room next, Consumer<ChannelId> reads, Predicate<Call> counts) {
    this.next = next;
    this.reads = reads;
    this.counts = counts;
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    if ((request instanceof History || request instanceof Get) && counts.test(call)) {
      request.routingKey().ifPresent(reads);
    }
    return next.pass(request, call);
  }
}
