package dev.weir.node.route;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends a request to its channel's owner, so that all requests of a channel meet there.
 *
 * <ol>
 *   <li>One that was sent on, or past its owner on purpose, is served here, whatever the table
 *       says: two nodes whose tables differ would else send it to and fro for ever, as groupcache
 *       once did.
 *   <li>One whose channel this node owns is served here.
 *   <li>Any other goes to the owner, once. If that one cannot be reached it is served here:
 *       ownership saves queries, it is not what makes answers right.
 * </ol>
 */
public final class Route implements Room {

  private final NodeId self;
  private final Room here;
  private final Peers peers;
  private final Supplier<Optional<RangeTable>> table;
  private final Consumer<Way> ways;

  /**
   * A room before {@code here}.
   *
   * @param table that the node serves by; asked for each request
   * @param ways told which way each request took
   */
  public Route(
      NodeId self,
      Room here,
      Peers peers,
      Supplier<Optional<RangeTable>> table,
      Consumer<Way> ways) {
    this.self = self;
    this.here = here;
    this.peers = peers;
    this.table = table;
    this.ways = ways;
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    Optional<ChannelId> channel = request.routingKey();
    Optional<RangeTable> now = table.get();
    if (channel.isEmpty() || now.isEmpty()) {
      return serve(request, call, Way.UNROUTED);
    }
    NodeId owner = now.get().ownerOf(channel.get()).node();
    if (owner.equals(self)) {
      return serve(request, call, Way.OWNED);
    }
    if (call.forwarded()) {
      return serve(request, call, isStandby(now.get(), channel.get()) ? Way.STANDBY : Way.FOREIGN);
    }
    return sendOn(owner, request, call);
  }

  private boolean isStandby(RangeTable now, ChannelId channel) {
    return now.standbyOf(channel).filter(standby -> standby.node().equals(self)).isPresent();
  }

  private <A extends Answer> CompletionStage<Served<A>> serve(
      Request<A> request, Call call, Way way) {
    ways.accept(way);
    return here.pass(request, call);
  }

  private <A extends Answer> CompletionStage<Served<A>> sendOn(
      NodeId owner, Request<A> request, Call call) {
    return peers
        .ask(owner, request, call.forward())
        .handle((answer, failure) -> {
          if (failure == null) {
            ways.accept(Way.SENT_ON);
            return CompletableFuture.completedStage(answer);
          }
          return isUnreached(WeirException.of(failure).code())
              ? serve(request, call, Way.FALLEN_BACK)
              : CompletableFuture.<Served<A>>failedStage(failure);
        })
        .thenCompose(stage -> stage);
  }

  /**
   * Whether the node, not the request, was at fault. A write may have been kept: it is the same.
   */
  private static boolean isUnreached(ErrorCode code) {
    return switch (code) {
      case NOT_CONNECTED, CONNECTION_LOST, DRAINING, CLIENT_CLOSED, TOO_MANY_REQUESTS -> true;
      default -> false;
    };
  }
}
