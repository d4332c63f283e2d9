package dev.weir.chaos.sim.database;

import dev.weir.chaos.sim.world.Agenda;
import dev.weir.chaos.sim.world.Host;
import dev.weir.chaos.sim.world.Network;
import dev.weir.node.store.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** All replicas of all regions, and what they believe of each other. */
public final class SimDatabase {

  private final Agenda agenda;
  private final Network network;
  private final RandomGenerator random;
  private final DatabaseShape shape;
  private final List<Replica> replicas = new ArrayList<>();
  private final List<Ailments> ailments = new ArrayList<>();
  private final List<Registers> registers = new ArrayList<>();
  private final Gossip gossip;
  private long reads;
  private long writes;
  private long repairs;

  /** An empty database, all of whose replicas run. */
  public SimDatabase(Agenda agenda, Network network, SplittableRandom random, DatabaseShape shape) {
    this.agenda = agenda;
    this.network = network;
    this.random = random.split();
    this.shape = shape;
    for (int region = 0; region < shape.regions(); region++) {
      for (int i = 0; i < shape.replicas(); i++) {
        Host host = network.host("db-" + region + "-" + i, region);
        replicas.add(new Replica(region, replicas.size(), host, random.split(), shape));
      }
      ailments.add(new Ailments(random.split()));
      registers.add(new Registers());
    }
    this.gossip = new Gossip(this, network, shape.detection().toNanos());
    gossip.start();
  }

  /** All of them, region by region. */
  public List<Replica> replicas() {
    return replicas;
  }

  /** Those of one region. */
  public List<Replica> replicas(int region) {
    return replicas.subList(region * shape.replicas(), (region + 1) * shape.replicas());
  }

  /** What is wrong with a region's coordinators. */
  public Ailments ailments(int region) {
    return ailments.get(region);
  }

  /** Rows that change by lightweight transactions alone. */
  /** Numbers of workers that two holders had for the same time, for people. */
  public List<String> sharedNumbers() {
    return registers.stream().flatMap(each -> each.shared().stream()).toList();
  }

  Registers registers(int region) {
    return registers.get(region);
  }

  /** Kills a replica, which keeps its rows. */
  public void kill(Replica replica) {
    replica.host().kill(false);
    List<Driver.Pending> asked = List.copyOf(replica.asked());
    replica.asked().clear();
    asked.forEach(Driver.Pending::closed);
  }

  /** Starts it again. */
  public void start(Replica replica) {
    replica.host().start();
  }

  /** How many replicas of a region hold a row that is enough; one without the row is not asked. */
  public int holders(int region, long channel, long id, Predicate<Cells> enough) {
    int count = 0;
    for (Replica each : replicas(region)) {
      Cells cells = each.rows(channel).get(id);
      count += cells != null && enough.test(cells) ? 1 : 0;
    }
    return count;
  }

  /** As many replicas are a quorum of a region. */
  public int quorum() {
    return shape.quorum();
  }

  /** Whether everybody is there and has been told everything. */
  public boolean isSettled() {
    return gossip.isSettled();
  }

  /** Reads that coordinators have begun. */
  public long reads() {
    return reads;
  }

  /** Writes that coordinators have begun. */
  public long writes() {
    return writes;
  }

  /** Reads for which replicas had to be told what they lacked. */
  public long repairs() {
    return repairs;
  }

  void countRead() {
    reads++;
  }

  void countWrite() {
    writes++;
  }

  void countRepair() {
    repairs++;
  }

  /** Has a replica take a write in, and hears of it when it has. */
  void deliver(Replica from, Replica to, Mutation mutation, Runnable kept) {
    if (from == to) {
      to.take(mutation, agenda.nanos(), kept);
    } else {
      network.sendAtLeastOnce(
          from.host(),
          to.host(),
          () ->
              to.take(mutation, agenda.nanos(), () -> network.send(to.host(), from.host(), kept)));
    }
  }

  /** Has a replica say what it holds of a channel. */
  void fetch(Replica from, Replica to, long channel, Consumer<Rows> answered) {
    if (from == to) {
      to.host().after(to.workNanos(agenda.nanos()), () -> answered.accept(to.rows(channel)));
    } else {
      network.send(
          from.host(),
          to.host(),
          () ->
              to.host()
                  .after(
                      to.workNanos(agenda.nanos()),
                      () -> {
                        Rows rows = to.rows(channel);
                        network.send(to.host(), from.host(), () -> answered.accept(rows));
                      }));
    }
  }

  Agenda agenda() {
    return agenda;
  }

  Network network() {
    return network;
  }

  RandomGenerator random() {
    return random;
  }

  DatabaseShape shape() {
    return shape;
  }

  Gossip gossip() {
    return gossip;
  }
}
