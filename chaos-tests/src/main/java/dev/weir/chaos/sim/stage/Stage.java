package dev.weir.chaos.sim.stage;

import dev.weir.chaos.sim.database.SimDatabase;
import dev.weir.chaos.sim.members.RegionGroup;
import dev.weir.chaos.sim.world.Agenda;
import dev.weir.chaos.sim.world.Chance;
import dev.weir.chaos.sim.world.Host;
import dev.weir.chaos.sim.world.Network;
import dev.weir.chaos.sim.world.Trace;
import dev.weir.node.NodeConfig;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.RangeTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Everything that there is in a run: regions, their nodes and databases, and the clients. */
public final class Stage {

  private final StagePlan plan;
  private final Agenda agenda;
  private final Trace trace;
  private final Network network;
  private final SimDatabase database;
  private final List<RegionGroup> groups = new ArrayList<>();
  private final List<SimNode> nodes = new ArrayList<>();
  private final List<SimClient> clients = new ArrayList<>();
  private final Consumer<Throwable> failures;
  private Consumer<SimNode> served = node -> {};

  /**
   * A stage on which nothing runs but the database.
   *
   * @param failures told what a task threw
   */
  public Stage(StagePlan plan, Consumer<Throwable> failures) {
    this.plan = plan;
    this.failures = failures;
    this.agenda = new Agenda(failures);
    this.trace = new Trace();
    this.network = new Network(agenda, Chance.of(plan.seed(), "network"), trace, plan.distances());
    this.database =
        new SimDatabase(agenda, network, Chance.of(plan.seed(), "database"), plan.database());
    for (int region = 0; region < plan.regions(); region++) {
      groups.add(
          new RegionGroup(
              agenda, network, Chance.of(plan.seed(), "group" + region), trace, plan.times()));
      for (int number = 0; number < plan.nodes().get(region); number++) {
        Host host = network.host(RegionNames.node(region, number).name(), region);
        nodes.add(
            new SimNode(
                this, region, host, config(region, number), RegionNames.address(region, number)));
      }
    }
  }

  private NodeConfig config(int region, int number) {
    Map<String, String> flags = new TreeMap<>(plan.settings());
    flags.put("id", RegionNames.node(region, number).name());
    flags.put("region", RegionNames.region(region).name());
    flags.put("ids.region", Integer.toString(region));
    flags.put("listen", RegionNames.address(region, number).toString());
    flags.put("insecure", "true");
    List<String> others = new ArrayList<>();
    for (int i = 1; i < plan.regions(); i++) {
      int other = (region + i) % plan.regions();
      others.add(
          "%s/%d = %s"
              .formatted(
                  RegionNames.region(other).name(),
                  other,
                  addresses(other).stream()
                      .map(NodeAddress::toString)
                      .collect(Collectors.joining(", "))));
    }
    flags.put("regions.peers", String.join("; ", others));
    return NodeConfig.read(Optional.empty(), Map.of(), flags);
  }

  /** Where the nodes of a region are. */
  List<NodeAddress> addresses(int region) {
    List<NodeAddress> addresses = new ArrayList<>();
    for (int number = 0; number < plan.nodes().get(region); number++) {
      addresses.add(RegionNames.address(region, number));
    }
    return addresses;
  }

  /** Has a client begin to connect to its home, to another of its nodes first for each client. */
  public SimClient client(int region) {
    List<NodeAddress> contacts = new ArrayList<>(addresses(region));
    Collections.rotate(contacts, clients.size());
    return client(region, contacts);
  }

  /** Has a client begin that knows a node that was never there, before all others. */
  public SimClient lostClient(int region) {
    List<NodeAddress> contacts = new ArrayList<>(addresses(region));
    contacts.addFirst(RegionNames.nowhere(region));
    return client(region, contacts);
  }

  private SimClient client(int region, List<NodeAddress> contacts) {
    int number = clients.size();
    Host host = network.measuringHost("client-" + number, region);
    SimClient client = new SimClient(this, region, number, host, contacts);
    clients.add(client);
    return client;
  }

  public StagePlan plan() {
    return plan;
  }

  public long seed() {
    return plan.seed();
  }

  public Agenda agenda() {
    return agenda;
  }

  public Trace trace() {
    return trace;
  }

  public Network network() {
    return network;
  }

  public SimDatabase database() {
    return database;
  }

  /** The cluster of a region's nodes. */
  public RegionGroup group(int region) {
    return groups.get(region);
  }

  public List<SimNode> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /** Those of one region. */
  public List<SimNode> nodes(int region) {
    return nodes.stream().filter(node -> node.region() == region).toList();
  }

  /** Has somebody told each time a node has worked on what came to it. */
  public void whenServed(Consumer<SimNode> told) {
    served = told;
  }

  void served(SimNode node) {
    served.accept(node);
  }

  public List<SimClient> clients() {
    return Collections.unmodifiableList(clients);
  }

  Consumer<Throwable> failures() {
    return failures;
  }

  /** Whether all nodes of a region run, and serve by one table that names all of them. */
  public boolean agrees(int region) {
    Optional<RangeTable> first = Optional.empty();
    for (SimNode node : nodes) {
      if (node.region() == region) {
        Optional<RangeTable> table = node.core().flatMap(core -> core.table());
        if (table.isEmpty()
            || !node.host().isRunning()
            || (first.isPresent() && !first.equals(table))) {
          return false;
        }
        first = table;
      }
    }
    return first.filter(table -> table.members().size() == plan.nodes().get(region)).isPresent();
  }

  /** The same of each region. */
  public boolean agrees() {
    for (int region = 0; region < plan.regions(); region++) {
      if (!agrees(region)) {
        return false;
      }
    }
    return true;
  }
}
