package dev.weir.node;

import dev.weir.client.Peers;
import dev.weir.client.PeersConfig;
import dev.weir.client.protocol.Spread;
import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Ticker;
import dev.weir.node.ownership.Ownership;
import dev.weir.node.ownership.OwnershipStatus;
import dev.weir.node.ownership.Phase;
import dev.weir.node.route.Heat;
import dev.weir.node.route.HotSettings;
import dev.weir.node.route.Route;
import dev.weir.node.route.Spreading;
import dev.weir.node.route.TopChannels;
import dev.weir.node.route.Way;
import dev.weir.node.server.Door;
import dev.weir.topology.ChannelId;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * A node among the others of its region: what it owns, the connections to its peers, the room that
 * sends requests to their owners, and what is known of hot channels.
 */
final class Membership implements AutoCloseable {

  private final NodeId self;
  private final Ownership ownership;
  private final Peers peers;
  private final TopChannels clientReads;
  private final TopChannels databaseReads;
  private final Spreading spreading;
  private final HotSettings hot;

  /** Hot channels whose readers may come from elsewhere; nobody's until a bridge is there. */
  private volatile ToLongFunction<ChannelId> awaited = channel -> 0;

  private final MeterRegistry registry;
  private final Map<Way, Counter> ways = new EnumMap<>(Way.class);

  private Membership(NodeConfig config, Ownership ownership, Footing footing) {
    Ticker ticker = footing.ticker();
    this.self = config.identity().node();
    this.ownership = ownership;
    this.hot = config.hot();
    this.registry = footing.registry();
    this.peers = Peers.on(PeersConfig.of(self).withCallbacks(Runnable::run), footing.ground());
    this.clientReads = new TopChannels(ticker);
    this.databaseReads = new TopChannels(ticker);
    this.spreading =
        new Spreading(
            hot,
            clientReads,
            channel -> awaited.applyAsLong(channel),
            self,
            ownership::table,
            ticker);
    for (Way way : Way.values()) {
      ways.put(
          way,
          Counter.builder("weir.route.requests")
              .description("Requests by the way that they took at this node")
              .tag("way", way.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /** Takes part in the region. */
  static Membership on(NodeConfig config, Footing footing) {
    Ownership ownership =
        Ownership.on(
            config.ownership().settings(),
            config.identity().region(),
            config.identity().node(),
            new Ownership.Surroundings(
                footing.map(),
                footing.thread("weir-ownership"),
                footing.thread("weir-ownership-put"),
                footing.ticker(),
                footing.wall(),
                footing.registry()));
    return new Membership(config, ownership, footing);
  }

  /**
   * The room that sends requests to their owners, or on to {@code here}.
   *
   * @param door where requests enter that nobody else could be asked for
   */
  Room route(Room here, Supplier<Room> door) {
    return new Route(self, here, door, this::ask, ownership::table, this::took);
  }

  /** The room that counts the reads that clients ask of this node. */
  Room countClients(Room next) {
    return new Heat(next, count("clients", clientReads), call -> !call.forwarded());
  }

  /** The room that counts the reads that the database is asked. */
  Room countDatabase(Room next) {
    return new Heat(next, count("database", databaseReads), call -> true);
  }

  private Consumer<ChannelId> count(String at, TopChannels top) {
    Counter counter =
        Counter.builder("weir.reads")
            .description("Reads that came from clients, and those that went to the database")
            .tag("at", at)
            .register(registry);
    return channel -> {
      top.add(channel);
      counter.increment();
    };
  }

  private <A extends Answer> CompletionStage<Served<A>> ask(
      NodeId node, Request<A> request, Call call) {
    return peers.ask(node, request, call);
  }

  private void took(Way way) {
    Counter counter = ways.get(way);
    if (counter != null) {
      counter.increment();
    }
  }

  /** Advice about a channel, if it is hot. */
  Optional<Spread> spread(ChannelId channel) {
    int nodes = spreading.nodes(channel);
    return nodes > 1 ? Optional.of(new Spread(nodes, hot.lasting())) : Optional.empty();
  }

  /**
   * Spreads also the readers who may come from elsewhere.
   *
   * @param perSecond how many reads of a channel may come a second; asked for each answer
   */
  void await(ToLongFunction<ChannelId> perSecond) {
    awaited = perSecond;
  }

  /** Tells the region that this node serves, and the door by which table it does. */
  void announce(NodeAddress address, NodeAddress admin, Door door) {
    ownership.announce(
        new Member(self, address),
        admin,
        table -> {
          peers.learn(table);
          door.serveBy(table);
        });
  }

  /** Gives this node's ranges away, or takes some again. */
  void drain(boolean away) {
    ownership.drain(away);
  }

  /** Says that the node goes for a moment; the stage completes when the region knows it. */
  CompletionStage<Void> restart() {
    return ownership.restart();
  }

  /** The table that this node serves by. */
  Optional<RangeTable> table() {
    return ownership.table();
  }

  /** The region as this node sees it. */
  OwnershipStatus status() {
    return ownership.status();
  }

  /** Whether this node gives its ranges away, or has done so. */
  boolean isDraining() {
    return status().members().stream()
        .anyMatch(
            member -> member.member().node().equals(self) && member.phase() == Phase.DRAINING);
  }

  /** What clients read most. */
  TopChannels clientReads() {
    return clientReads;
  }

  /** What is read most from the database. */
  TopChannels databaseReads() {
    return databaseReads;
  }

  @Override
  public void close() {
    peers.close();
    ownership.close();
  }
}
