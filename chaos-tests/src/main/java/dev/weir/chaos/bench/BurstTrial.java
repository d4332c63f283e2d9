package dev.weir.chaos.bench;

import dev.weir.chaos.bench.Burst.Cost;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.client.WeirClient;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Slice;
import dev.weir.messages.Ticker;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * What many readers of one channel cost the database: ten thousand that ask the same, the same
 * while the channel's owner is killed and comes back, and a thousand that follow the channel, each
 * from another place.
 */
final class BurstTrial implements AutoCloseable {

  private static final ChannelId CHANNEL = new ChannelId(42);
  private static final int MESSAGES = 200;
  private static final int CLIENTS = 10;
  private static final int IDENTICAL = 10_000;
  private static final int FOLLOWERS = 1_000;
  private static final int TAIL = 50;

  private static final int MOST_QUERIES = 1;

  /** Together with the burst's own hold less than nodes bear of a silent database. */
  private static final long LONGEST_WAY_NANOS = 400_000_000;

  private static final long PAUSE_NANOS = 10_000_000;

  /** The owner's, the standby's that takes its place, and that of the next table's owner. */
  private static final int MOST_QUERIES_ON_THE_MOVE = 3;

  /**
   * One in the air; then one of those who gathered at the owner meanwhile, and at last one of those
   * who gathered at other nodes. No two of them are under way at the same time.
   */
  private static final int MOST_QUERIES_OF_FOLLOWERS = 3;

  /**
   * All bursts of one kind.
   *
   * @param most queries that one of them may cost
   */
  record Bursts(List<Cost> costs, int most) {

    /** Of the dearest. */
    long queries() {
      return costs.stream().mapToLong(Cost::queries).max().orElse(0);
    }

    long failed() {
      return costs.stream()
          .flatMap(cost -> cost.failed().values().stream())
          .mapToLong(Integer::longValue)
          .sum();
    }

    /** Whether each was whole, and cheap. */
    boolean isMet() {
      return costs.stream()
          .allMatch(cost ->
              cost.failed().isEmpty() && cost.cameIn() >= cost.reads() && cost.queries() <= most);
    }
  }

  private final FlightRegion region;
  private final Ticker ticker;
  private final Consumer<String> progress;
  private final List<WeirClient> clients = new ArrayList<>();
  private final List<MessageId> ids = new ArrayList<>();
  private final Burst burst;

  BurstTrial(FlightRegion region, Ticker ticker, Consumer<String> progress) {
    this.region = region;
    this.ticker = ticker;
    this.progress = progress;
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(FlightRegion.clientOf(region.nodes()));
    }
    this.burst = new Burst(region, clients, ticker);
    for (int i = 0; i < MESSAGES; i++) {
      ids.add(clients.getFirst().channel(CHANNEL).append(1, "message " + i));
    }
    // So that each has heard of the table, and has its connections.
    clients.forEach(client -> client.channel(CHANNEL).latest(1));
  }

  List<Bursts> run(int bursts) {
    // Processes that have just started take longer to let ten thousand in than a database is held.
    told(burst.fire("warm-up", IDENTICAL, BurstTrial::newest));
    List<Cost> identical = new ArrayList<>();
    for (int i = 0; i < bursts; i++) {
      identical.add(told(burst.fire("identical", IDENTICAL, BurstTrial::newest)));
    }
    NodePlan owner = owner();
    long before = Burst.queriesOf(owner);
    List<Cost> moving = new ArrayList<>();
    moving.add(
        told(
            burst.fire(
                "owner killed",
                IDENTICAL,
                BurstTrial::newest,
                () -> {
                  long lost = Burst.queriesOf(owner) - before;
                  region.kill(owner);
                  awaitWaiting(survivors(owner));
                  return lost;
                })));
    region.restart(owner);
    moving.add(told(burst.fire("owner back", IDENTICAL, BurstTrial::newest)));
    List<Cost> tail = new ArrayList<>();
    IntFunction<History> following = this::tail;
    for (int i = 0; i < bursts; i++) {
      tail.add(told(burst.fire("tail", FOLLOWERS, following)));
    }
    return List.of(
        new Bursts(identical, MOST_QUERIES),
        new Bursts(moving, MOST_QUERIES_ON_THE_MOVE),
        new Bursts(tail, MOST_QUERIES_OF_FOLLOWERS));
  }

  private List<NodePlan> survivors(NodePlan killed) {
    return region.nodes().stream().filter(node -> !node.equals(killed)).toList();
  }

  /** Until all who had asked the killed node wait at others, if that is while they can be held. */
  private void awaitWaiting(List<NodePlan> nodes) {
    long end = ticker.nanos() + LONGEST_WAY_NANOS;
    while (FlightRegion.sum(nodes, "weir_flight_waiters") < IDENTICAL && ticker.nanos() < end) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static History newest(int reader) {
    return new History(CHANNEL, Slice.newest(), 50);
  }

  /** After an id that nobody else names, and that need not exist, behind one of the last. */
  private History tail(int reader) {
    long seen = ids.get(MESSAGES - TAIL + reader % TAIL).value();
    return new History(CHANNEL, Slice.after(new MessageId(seen + reader / TAIL)), 2 * TAIL);
  }

  /** Whose queries a read of the channel costs. */
  private NodePlan owner() {
    Map<NodePlan, Long> before = new HashMap<>();
    region.nodes().forEach(node -> before.put(node, Burst.queriesOf(node)));
    for (WeirClient client : clients) {
      client.channel(CHANNEL).latest(1);
    }
    return region.nodes().stream()
        .max(
            Comparator.comparingLong(node -> Burst.queriesOf(node) - before.getOrDefault(node, 0L)))
        .orElseThrow();
  }

  private Cost told(Cost cost) {
    progress.accept(
        "%-12s %5d reads, %d came in, failed %s, %d queries, %d of them again"
            .formatted(
                cost.what(),
                cost.reads(),
                cost.cameIn(),
                cost.failed(),
                cost.queries(),
                cost.retries()));
    return cost;
  }

  @Override
  public void close() {
    clients.forEach(WeirClient::close);
  }
}
