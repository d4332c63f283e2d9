package dev.weir.node.route;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Channels;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import dev.weir.topology.Member;
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
 *   <li>Any other goes to the owner, once. If that one cannot be reached it goes to the standby,
 *       and if that one cannot be reached either, it is served here, by the way of requests that
 *       were sent here on purpose: ownership saves queries, it is not what makes answers right.
 * </ol>
 */
public final class Route implements Room {

  private final NodeId self;
  private final Room here;
  private final Supplier<Room> door;
  private final Peers peers;
  private final Supplier<Optional<RangeTable>> table;
  private final Consumer<Way> ways;

  /**
   * A room before {@code here}.
   *
   * @param door the first room of this node that gathers what is served here, for those who come
   *     back because nobody else could be reached
   * @param table that the node serves by; asked for each request
   * @param ways told which way each request took
   */
  public Route(
      NodeId self,
      Room here,
      Supplier<Room> door,
      Peers peers,
      Supplier<Optional<RangeTable>> table,
      Consumer<Way> ways) {
    this.self = self;
    this.here = here;
    this.door = door;
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
    return sendOn(owner, Way.SENT_ON, request, call, () -> instead(now.get(), request, call));
  }

  private boolean isStandby(RangeTable now, ChannelId channel) {
    return now.standbyOf(channel).filter(standby -> standby.node().equals(self)).isPresent();
  }

  private <A extends Answer> CompletionStage<Served<A>> serve(
      Request<A> request, Call call, Way way) {
    ways.accept(way);
    return here.pass(request, call);
  }

  /** The owner cannot be reached: all ask the standby, so that they meet again. */
  private <A extends Answer> CompletionStage<Served<A>> instead(
      RangeTable now, Request<A> request, Call call) {
    Optional<NodeId> standby = now.standbyOf(request.routingKey().orElseThrow()).map(Member::node);
    return standby.isEmpty() || standby.get().equals(self)
        ? fallBack(request, call)
        : sendOn(standby.get(), Way.SENT_INSTEAD, request, call, () -> fallBack(request, call));
  }

  private <A extends Answer> CompletionStage<Served<A>> fallBack(Request<A> request, Call call) {
    ways.accept(Way.FALLEN_BACK);
    return door.get().pass(request, call.forward());
  }

  private <A extends Answer> CompletionStage<Served<A>> sendOn(
      NodeId node,
      Way way,
      Request<A> request,
      Call call,
      Supplier<CompletionStage<Served<A>>> otherwise) {
    return peers
        .ask(node, request, call.forward())
        .handle((answer, failure) -> {
          if (failure == null) {
            ways.accept(way);
            return CompletableFuture.completedStage(answer);
          }
          ErrorCode code = WeirException.of(failure).code();
          if (!isUnreached(code)) {
            return CompletableFuture.<Served<A>>failedStage(failure);
          }
          return code.isUndone() || !isWrite(request) ? otherwise.get() : again(otherwise.get());
        })
        .thenCompose(stage -> stage);
  }

  /** What becomes of a write that the node which could not be reached may have kept already. */
  private static <A extends Answer> CompletionStage<Served<A>> again(
      CompletionStage<Served<A>> otherwise) {
    return otherwise.exceptionallyCompose(
        failure -> CompletableFuture.failedStage(WeirException.of(failure).afterUnknown()));
  }

  private static boolean isWrite(Request<?> request) {
    return !(request instanceof History || request instanceof Get || request instanceof Channels);
  }

  /** Whether the node, not the request, was at fault. */
  private static boolean isUnreached(ErrorCode code) {
    return switch (code) {
      case NOT_CONNECTED, CONNECTION_LOST, DRAINING, CLIENT_CLOSED, TOO_MANY_REQUESTS -> true;
      default -> false;
    };
  }
}
