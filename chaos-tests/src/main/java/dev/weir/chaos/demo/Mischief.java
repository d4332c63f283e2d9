package dev.weir.chaos.demo;

import dev.weir.chaos.cluster.Cluster;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.demo.DemoCommand.Victim;
import dev.weir.chaos.nemesis.SlowMotion;
import java.util.ArrayList;
import java.util.List;

/** What is done to a demo's cluster at its prompt, and undone. Blocks; for one thread. */
final class Mischief implements AutoCloseable {

  private final Cluster cluster;
  private final List<RegionPlan> regions;
  private final List<SlowMotion> slow = new ArrayList<>();

  Mischief(Cluster cluster, List<RegionPlan> regions) {
    this.cluster = cluster;
    this.regions = regions;
  }

  /** Kills those of the victim's processes that run. */
  void kill(Victim victim) {
    switch (victim) {
      case Victim.Whole whole -> {
        killDatabase(whole.region());
        cluster.killNodes(whole.region());
      }
      case Victim.Database database -> killDatabase(database.region());
      case Victim.Node node -> cluster.kill(node.node().id());
    }
  }

  private void killDatabase(RegionPlan region) {
    if (cluster.isDatabaseRunning(region)) {
      cluster.killDatabase(region);
    }
  }

  /** Lets the victim's processes run for a tenth of the time. */
  void slow(Victim victim) {
    switch (victim) {
      case Victim.Whole whole -> {
        slowDatabase(whole.region());
        whole.region().nodes().forEach(this::slowNode);
      }
      case Victim.Database database -> slowDatabase(database.region());
      case Victim.Node node -> slowNode(node.node());
    }
  }

  private void slowDatabase(RegionPlan region) {
    if (cluster.isDatabaseRunning(region)) {
      slow.add(
          new SlowMotion(
              () -> cluster.pauseDatabase(region), () -> cluster.resumeDatabase(region)));
    }
  }

  private void slowNode(NodePlan node) {
    if (cluster.isRunning(node.id())) {
      slow.add(new SlowMotion(() -> cluster.pause(node.id()), () -> cluster.resume(node.id())));
    }
  }

  /** Undoes everything; blocks until all databases and nodes serve. */
  void heal() {
    close();
    regions.forEach(cluster::startDatabase);
    regions.forEach(cluster::startNodes);
  }

  /** What does not run, or not as fast as it could, for people; "all is well" if nothing. */
  String told() {
    List<String> told = new ArrayList<>();
    for (RegionPlan region : regions) {
      if (!cluster.isDatabaseRunning(region)) {
        told.add(region.region() + "-db is dead");
      }
      for (NodePlan node : region.nodes()) {
        if (!cluster.isRunning(node.id())) {
          told.add(node.id() + " is dead");
        }
      }
    }
    if (!slow.isEmpty()) {
      told.add("%d in slow motion".formatted(slow.size()));
    }
    return told.isEmpty() ? "all is well" : String.join(", ", told);
  }

  /** Lets whatever is slow go on. */
  @Override
  public void close() {
    slow.forEach(SlowMotion::close);
    slow.clear();
  }
}
