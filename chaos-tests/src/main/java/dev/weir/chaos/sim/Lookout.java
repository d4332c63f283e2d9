package dev.weir.chaos.sim;

import dev.weir.chaos.observed.Adoption;
import dev.weir.chaos.observed.Agreement;
import dev.weir.chaos.observed.Amplification;
import dev.weir.chaos.observed.Maximum;
import dev.weir.chaos.observed.Observations;
import dev.weir.chaos.sim.stage.SimNode;
import dev.weir.chaos.sim.stage.Stage;
import dev.weir.node.NodeConfig;
import dev.weir.node.NodeCore;
import dev.weir.node.UnderWay;
import dev.weir.node.budget.RetryBudget;
import dev.weir.topology.Epoch;
import dev.weir.topology.RangeTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at nodes again and again, and notes what no history tells. */
final class Lookout {

  /** Nodes that are busy are looked at more often. */
  private static final long CLOSE_NANOS = Duration.ofMillis(1).toNanos();

  /** A limit may grow and shrink again by a few between two looks. */
  private static final int STEPS = 4;

  private static final long EVERY_NANOS = Duration.ofMillis(100).toNanos();

  /** The most that there was of what a node has a maximum for. */
  private static final class Highest {
    private int starts;
    private Optional<Epoch> epoch = Optional.empty();
    private int waiters;
    private int requests;
    private int fullest;
    private RetryBudget budget = new RetryBudget(0);
    private long firstTries;
    private long retries;
    private long credits;
    private int databaseLimit;
    private int beyondDatabaseLimit;
    private int connections;
    private long lookedNanos = -CLOSE_NANOS;
  }

  /** How long a region's nodes disagreed since its last view, at the longest. */
  private static final class Discord {
    private long viewNanos;
    private long sinceNanos = -1;
    private long longestNanos;
  }

  private final Stage stage;
  private final Observations observations;
  private final Breakers breakers;
  private final List<Highest> highest = new ArrayList<>();
  private final Map<Integer, Discord> discords = new TreeMap<>();
  private boolean over;

  Lookout(Stage stage, Observations observations, Breakers breakers) {
    this.stage = stage;
    this.breakers = breakers;
    this.observations = observations;
    stage.nodes().forEach(node -> highest.add(new Highest()));
  }

  void start() {
    Map<SimNode, Highest> byNode = new IdentityHashMap<>();
    for (int place = 0; place < highest.size(); place++) {
      byNode.put(stage.nodes().get(place), highest.get(place));
    }
    stage.whenServed(node -> served(node, byNode.get(node)));
    look();
  }

  private void served(SimNode node, @Nullable Highest known) {
    long now = stage.agenda().nanos();
    if (known != null && !over && now - known.lookedNanos >= CLOSE_NANOS) {
      known.lookedNanos = now;
      node.core().ifPresent(core -> measure(core, known));
    }
  }

  private void look() {
    if (over) {
      return;
    }
    int place = 0;
    for (SimNode node : stage.nodes()) {
      Highest known = highest.get(place++);
      Optional<NodeCore> core = node.core();
      if (core.isPresent()) {
        look(node, core.get(), known, place);
      }
    }
    for (int region = 0; region < stage.plan().regions(); region++) {
      look(region, discords.computeIfAbsent(region, _ -> new Discord()));
    }
    breakers.look();
    stage.agenda().after(EVERY_NANOS, this::look);
  }

  private void look(int region, Discord discord) {
    long now = stage.agenda().nanos();
    long view = stage.group(region).lastViewNanos();
    if (view != discord.viewNanos) {
      discord.viewNanos = view;
      discord.sinceNanos = view;
      discord.longestNanos = 0;
    }
    if (agrees(region)) {
      discord.sinceNanos = -1;
    } else if (discord.sinceNanos < 0) {
      discord.sinceNanos = now;
    } else {
      discord.longestNanos = Math.max(discord.longestNanos, now - discord.sinceNanos);
    }
  }

  private void look(SimNode node, NodeCore core, Highest known, int place) {
    Optional<Epoch> epoch = core.table().map(RangeTable::epoch);
    if (known.starts != node.starts()) {
      known.starts = node.starts();
      known.epoch = Optional.empty();
    }
    if (epoch.isPresent() && !epoch.equals(known.epoch)) {
      known.epoch = epoch;
      long incarnation = 1_000L * place + node.starts();
      observations.adopted(new Adoption(incarnation, epoch.get(), stage.agenda().nanos()));
    }
    if (core.budget() != known.budget) {
      closeAccount(known);
      known.budget = core.budget();
      known.credits += node.config().failover().retryCredit();
    }
    measure(core, known);
  }

  private static void closeAccount(Highest known) {
    known.firstTries += known.budget.firstTries();
    known.retries += known.budget.spent();
  }

  private static void measure(NodeCore core, Highest known) {
    UnderWay now = core.underWay();
    known.waiters = Math.max(known.waiters, now.waiters());
    known.requests = Math.max(known.requests, now.requests());
    known.connections = Math.max(known.connections, now.connections());
    known.fullest = Math.max(known.fullest, now.fullest());
    measureDatabase(now, known);
  }

  /**
   * A limit that shrinks ends nothing that is under way: but nothing more begins before there is
   * less than it, so there is never more than the greatest limit since that was so.
   */
  private static void measureDatabase(UnderWay now, Highest known) {
    boolean within = now.database() < now.databaseLimit();
    known.databaseLimit =
        within ? now.databaseLimit() : Math.max(known.databaseLimit, now.databaseLimit());
    known.beyondDatabaseLimit =
        Math.max(known.beyondDatabaseLimit, now.database() - known.databaseLimit);
  }

  /** Whether those nodes of a region that run serve by one table. */
  private boolean agrees(int region) {
    Optional<RangeTable> first = Optional.empty();
    for (SimNode node : stage.nodes()) {
      if (node.region() == region && node.core().isPresent()) {
        Optional<RangeTable> table = node.core().flatMap(NodeCore::table);
        if (table.isEmpty() || (first.isPresent() && !first.equals(table))) {
          return false;
        }
        first = table;
      }
    }
    return true;
  }

  /** Tells what is told once, at the end; looks no more. */
  void finish() {
    over = true;
    int place = 0;
    for (SimNode node : stage.nodes()) {
      Highest known = highest.get(place++);
      String name = node.host().name();
      NodeConfig config = node.config();
      observations.limited(
          new Maximum("flights.waiters", name, config.flights().waiters(), known.waiters));
      observations.limited(
          new Maximum("limits.in-flight", name, config.limits().inFlight(), known.requests));
      observations.limited(
          new Maximum(
              "limits.connections", name, config.server().connections(), known.connections));
      observations.limited(
          new Maximum("the database's limit, beyond it", name, STEPS, known.beyondDatabaseLimit));
      // A second flight takes over those who wait for the first.
      observations.limited(
          new Maximum(
              "flights.waiters-per-flight, twice",
              name,
              2L * config.flights().waitersPerFlight(),
              known.fullest));
      closeAccount(known);
      observations.amplified(
          new Amplification(name, 0, 0, known.retries, known.firstTries, known.credits));
      observations.replied(node.replies());
    }
    for (int region = 0; region < stage.plan().regions(); region++) {
      Discord discord = discords.getOrDefault(region, new Discord());
      observations.agreed(
          new Agreement(
              "region " + region,
              discord.viewNanos,
              OptionalLong.of(discord.viewNanos + discord.longestNanos),
              stage.agenda().nanos()));
    }
  }

  /** What is under way at all nodes, by its kind. */
  Map<String, Long> queues() {
    Map<String, Long> queues = new TreeMap<>();
    for (SimNode node : stage.nodes()) {
      node.core()
          .map(NodeCore::underWay)
          .ifPresent(now -> {
            queues.merge("waiters", (long) now.waiters(), Long::sum);
            queues.merge("flights", (long) now.flights(), Long::sum);
            queues.merge("requests", (long) now.requests(), Long::sum);
            queues.merge("journeys", (long) now.journeys(), Long::sum);
            queues.merge("database", (long) now.database(), Long::sum);
          });
    }
    return queues;
  }
}
