package dev.weir.chaos.sim.stage;

import dev.weir.chaos.observed.Replies;
import dev.weir.chaos.sim.database.SimDatabase;
import dev.weir.chaos.sim.database.SimLeases;
import dev.weir.chaos.sim.database.SimOrders;
import dev.weir.chaos.sim.database.SimStore;
import dev.weir.chaos.sim.members.RegionGroup;
import dev.weir.chaos.sim.world.Chance;
import dev.weir.chaos.sim.world.Host;
import dev.weir.chaos.sim.world.Stream;
import dev.weir.chaos.sim.world.Turns;
import dev.weir.node.Footing;
import dev.weir.node.NodeConfig;
import dev.weir.node.NodeCore;
import dev.weir.node.server.HandFedServer;
import dev.weir.topology.NodeAddress;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** A node on its host: started, killed and started again. */
public final class SimNode {

  /** A timer may be so late. */
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Stage stage;
  private final int region;
  private final Host host;
  private final NodeConfig config;
  private final NodeAddress address;
  private Optional<NodeCore> core = Optional.empty();
  private final List<Dialogue> dialogues = new ArrayList<>();
  private int starts;

  /** One that does not run. */
  SimNode(Stage stage, int region, Host host, NodeConfig config, NodeAddress address) {
    this.stage = stage;
    this.region = region;
    this.host = host;
    this.config = config;
    this.address = address;
    stage.network().place(address, host);
  }

  public int region() {
    return region;
  }

  public Host host() {
    return host;
  }

  public NodeConfig config() {
    return config;
  }

  public NodeAddress address() {
    return address;
  }

  /** What runs now; empty while it starts, and after it was killed. */
  public Optional<NodeCore> core() {
    return core;
  }

  /**
   * What became of all that it was asked. A connection that is gone says nothing of what it left
   * unanswered.
   */
  public Replies replies() {
    long latest = host.ticker().nanos() - LATE_NANOS;
    long requests = 0;
    long repeated = 0;
    long unanswered = 0;
    for (Dialogue dialogue : dialogues) {
      requests += dialogue.requests();
      repeated += dialogue.repeated();
      unanswered += dialogue.unansweredAt(latest);
    }
    return new Replies(host.name(), requests, repeated, unanswered);
  }

  /** How often it was started. */
  public int starts() {
    return starts;
  }

  /** Starts it as soon as its database can be reached; nothing else is kept from before. */
  public void start() {
    host.start();
    starts++;
    enter();
  }

  private void enter() {
    boolean reachable =
        stage.database().replicas(region).stream().anyMatch(each -> each.host().isUp());
    if (reachable) {
      run();
    } else {
      host.timer(RETRY_NANOS, this::enter);
    }
  }

  private void run() {
    SimDatabase database = stage.database();
    SplittableRandom random =
        Chance.of(stage.seed(), config.identity().node().name() + "/" + starts);
    RegionGroup group = stage.group(region);
    SimStore store = new SimStore(database, host, region, config.store());
    NodeCore started =
        NodeCore.start(
            config,
            new Footing(
                new SimGround(host, stage.network(), random.split()),
                name -> new Turns(host, stage.agenda(), random.split(), stage.failures()),
                store,
                new SimLeases(database, store),
                new SimOrders(database, store, host),
                group.join(host),
                new CompositeMeterRegistry()));
    core = Optional.of(started);
    Serving serving = new Serving(started);
    stage.network().listen(address, host, serving::accept);
    host.atDeath(this::died);
    started.announce(address, config.adminListen());
  }

  private void died() {
    core = Optional.empty();
    dialogues.forEach(Dialogue::ended);
  }

  /** Takes the connections of one start. */
  private final class Serving {

    private final HandFedServer server;
    private final Turner turner;

    Serving(NodeCore started) {
      this.server = new HandFedServer(started.door(), host.ticker(), this::wanted);
      this.turner = new Turner(host, this::turn, server::leftNanos);
    }

    private void wanted() {
      turner.wake();
    }

    private void turn() {
      server.turn();
      stage.served(SimNode.this);
    }

    void accept(Stream stream) {
      Dialogue dialogue = new Dialogue(host.ticker());
      dialogues.add(dialogue);
      new FedConnection(stream, server, dialogue).pump();
    }
  }

  /**
   * Kills its process.
   *
   * @param silently the machine goes with it
   */
  public void kill(boolean silently) {
    host.kill(silently);
  }
}
