package dev.weir.chaos.nemesis;

import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.messages.WeirException;
import dev.weir.node.database.Member;
import dev.weir.topology.Region;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Regions every database and node of which is on a host of its own, so that what passes between
 * them can be cut. Blocks; for one thread.
 */
public final class RegionHosts implements AutoCloseable {

  private final Network network;
  private final int nodes;
  private final List<RegionPlan> plans;

  private RegionHosts(Network network, List<String> names, int nodes) {
    this.network = network;
    this.nodes = nodes;
    this.plans = IntStream.range(0, names.size()).mapToObj(i -> plan(names.get(i), i)).toList();
  }

  /**
   * Makes the hosts.
   *
   * @param nodes of each region
   * @throws WeirException {@code UNAVAILABLE} without the right to do so
   */
  public static RegionHosts create(List<String> names, int nodes) {
    return new RegionHosts(Network.create(names.size() * (nodes + 1)), names, nodes);
  }

  private RegionPlan plan(String name, int number) {
    int database = database(number);
    List<NodePlan> all =
        IntStream.rangeClosed(1, nodes)
            .mapToObj(i ->
                NodePlan.in(
                    network.namespace(database + i), name + "-" + i, network.address(database + i)))
            .toList();
    return new RegionPlan(new Region(name), number, network.address(database), all)
        .withDatabaseIn(network.namespace(database));
  }

  /** The host of a region's database; those of its nodes follow. */
  private int database(int number) {
    return 1 + number * (nodes + 1);
  }

  /** What to run on them. */
  public List<RegionPlan> plans() {
    return plans;
  }

  /** The hosts of a region: the database's, then those of its nodes. */
  public List<Integer> of(RegionPlan region) {
    int first = database(region.number());
    return IntStream.rangeClosed(first, first + nodes).boxed().toList();
  }

  /** The host of a node of {@link #plans()}. */
  public int of(NodePlan node) {
    for (RegionPlan region : plans) {
      int place = region.nodes().indexOf(node);
      if (place >= 0) {
        return database(region.number()) + 1 + place;
      }
    }
    throw WeirException.invalid("no host of %s".formatted(node.id()));
  }

  /** Lets nothing pass from some hosts to others. */
  public void cut(List<Integer> from, List<Integer> to) {
    for (int sender : from) {
      to.forEach(receiver -> network.cut(sender, receiver));
    }
  }

  /** Whether what a host sends to a port of another, or the answer to it, gets lost. */
  public boolean isCut(int from, int to, int port) {
    return !network.connects(from, to, port);
  }

  /** The same of a region's database, asked by another region's. */
  public boolean isCut(RegionPlan from, RegionPlan to) {
    return isCut(database(from.number()), database(to.number()), Member.CQL_PORT);
  }

  /** Undoes every cut. */
  public void heal() {
    network.heal();
  }

  @Override
  public void close() {
    network.close();
  }
}
