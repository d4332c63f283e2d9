package dev.weir.chaos.failover;

import dev.weir.chaos.cluster.Clients;
import dev.weir.chaos.cluster.Cluster;
import dev.weir.chaos.cluster.ClusterTuning;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.nemesis.RegionHosts;
import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import dev.weir.messages.WeirException;
import dev.weir.topology.Region;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Regions eu and us: a database and two nodes each, every one of them on a host of its own if this
 * process may make networks.
 */
public final class TwoRegions implements AutoCloseable {

  private static final int NODES = 2;
  private static final int BASE_PORT = 7_460;

  private final Optional<RegionHosts> hosts;
  private final List<RegionPlan> plans;
  private final Cluster cluster;

  private TwoRegions(Optional<RegionHosts> hosts, List<RegionPlan> plans, Cluster cluster) {
    this.hosts = hosts;
    this.plans = plans;
    this.cluster = cluster;
  }

  /** Starts both; blocks until all nodes serve. */
  public static TwoRegions start(Path directory, Consumer<String> progress) {
    Optional<RegionHosts> hosts = hosts(progress);
    try {
      List<RegionPlan> plans =
          hosts.map(RegionHosts::plans).orElseGet(() -> List.of(local("eu", 0), local("us", 1)));
      return new TwoRegions(
          hosts, plans, Cluster.start(plans, ClusterTuning.SMALL, directory, progress));
    } catch (RuntimeException e) {
      hosts.ifPresent(RegionHosts::close);
      throw e;
    }
  }

  private static Optional<RegionHosts> hosts(Consumer<String> progress) {
    try {
      return Optional.of(RegionHosts.create(List.of("eu", "us"), NODES));
    } catch (WeirException e) {
      progress.accept("all on one host, whose links cannot be cut: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static RegionPlan local(String name, int number) {
    int port = BASE_PORT + 10 * number;
    return new RegionPlan(
        new Region(name),
        number,
        "127.0.1." + (21 + number),
        List.of(NodePlan.local(name + "-1", port), NodePlan.local(name + "-2", port + 1)));
  }

  /** The region that things are done to. */
  public RegionPlan eu() {
    return plans.getFirst();
  }

  /** The region that stands in. */
  public RegionPlan us() {
    return plans.getLast();
  }

  public Cluster cluster() {
    return cluster;
  }

  /** The nodes of both. */
  List<NodePlan> nodes() {
    return Stream.concat(eu().nodes().stream(), us().nodes().stream()).toList();
  }

  /** The names of the regions, by their numbers. */
  List<String> names() {
    return plans.stream().map(plan -> plan.region().name()).toList();
  }

  /** A client that is at home in a region and knows the other one. */
  WeirClient client(RegionPlan home) {
    return connect(Clients.of(home, plans));
  }

  /** A client that knows one region alone. */
  WeirClient direct(RegionPlan only) {
    return connect(Clients.of(only));
  }

  private static WeirClient connect(ClientConfig config) {
    return WeirClient.connect(config.withTimeout(DrillPlan.TIMEOUT));
  }

  /** Whether links between the regions can be cut. */
  boolean hasLinks() {
    return hosts.isPresent();
  }

  /** Lets nothing pass from one region to the other. */
  void cut(RegionPlan from, RegionPlan to) {
    RegionHosts all = hosts.orElseThrow();
    all.cut(all.of(from), all.of(to));
  }

  /** Whether what one region sends another, or the answer to it, gets lost. */
  boolean isCut() {
    return hosts.orElseThrow().isCut(eu(), us());
  }

  /** Makes everything well, whatever was done. */
  void healAll() {
    healLinks();
    for (RegionPlan region : plans) {
      if (cluster.isDatabaseRunning(region)) {
        cluster.resumeDatabase(region);
      }
      restore(region);
    }
  }

  /** Lets everything pass again. */
  void healLinks() {
    hosts.ifPresent(RegionHosts::heal);
  }

  /** Kills a region's database and nodes. */
  void lose(RegionPlan region) {
    cluster.killDatabase(region);
    cluster.killNodes(region);
  }

  /** Starts whatever of a region does not run; blocks until it serves. */
  void restore(RegionPlan region) {
    cluster.startDatabase(region);
    cluster.startNodes(region);
  }

  @Override
  public void close() {
    cluster.close();
    hosts.ifPresent(RegionHosts::close);
  }
}
