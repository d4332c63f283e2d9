package dev.weir.chaos.cluster;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.database.DatabaseSpec;
import dev.weir.node.database.EmbeddedCassandra;
import dev.weir.node.database.Member;
import dev.weir.topology.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Some regions on this machine: one database with a data centre in each, and nodes in front of
 * them, all of them processes of their own. What {@link #start} returns serves.
 */
public final class Cluster implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final List<RegionPlan> regions;
  private final Path directory;
  private final NodeJava java;
  private final Map<NodeId, NodeProcess> nodes = new LinkedHashMap<>();
  private final EmbeddedCassandra database;

  private Cluster(
      List<RegionPlan> regions, ClusterTuning tuning, Path directory, EmbeddedCassandra database) {
    this.regions = regions;
    this.java = new NodeJava(tuning.nodeFlags());
    this.directory = directory;
    this.database = database;
  }

  /**
   * Starts the databases, then the nodes, and blocks until all of them serve.
   *
   * @param tuning how large and fast the processes are
   * @param directory keeps data, configuration and logs; a later start finds the data again
   * @param progress is told what goes on, in a few words
   */
  public static Cluster start(
      List<RegionPlan> regions, ClusterTuning tuning, Path directory, Consumer<String> progress) {
    Cluster cluster = startDatabases(regions, tuning, directory, progress);
    try {
      cluster.startNodes(progress);
      return cluster;
    } catch (WeirException e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts the databases alone; {@link #startNodes} is to follow. */
  public static Cluster startDatabases(
      List<RegionPlan> regions, ClusterTuning tuning, Path directory, Consumer<String> progress) {
    progress.accept("starting " + regions.size() + " databases");
    List<Member> members = regions.stream().map(RegionPlan::database).toList();
    EmbeddedCassandra database =
        EmbeddedCassandra.start(
            new DatabaseSpec("weir", members, directory.resolve("databases"), tuning.database()));
    Cluster cluster = new Cluster(regions, tuning, directory, database);
    try {
      cluster.train(progress);
      return cluster;
    } catch (WeirException e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * Trains the nodes' start-up cache, once for each build: with a node of its own beside the first
   * region's, which starts, and is stopped. Whatever goes wrong only costs time at later starts.
   */
  private void train(Consumer<String> progress) {
    if (!java.isUntrained()) {
      return;
    }
    progress.accept("training the nodes' start-up cache, once for each build");
    RegionPlan region = regions.getFirst();
    NodePlan pupil = NodePlan.local("pupil", region.nodes().getFirst().listen().port());
    Path cache = java.cache();
    Path unfinished = file("training", cache.getFileName().toString());
    List<String> arguments = arguments(region, pupil);
    NodeProcess process =
        NodeProcess.launch(
            pupil, java.training(unfinished, arguments), file("logs", pupil.id() + ".log"));
    try {
      process.awaitReady(READY_LIMIT);
      process.askToStop();
      process.awaitEnd(READY_LIMIT);
      Files.createDirectories(cache.getParent());
      Files.move(unfinished, cache, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | WeirException e) {
      progress.accept("no start-up cache: " + e.getMessage());
    } finally {
      process.kill();
    }
  }

  /** Starts all nodes at once, and blocks until all of them serve. */
  public void startNodes(Consumer<String> progress) {
    progress.accept(
        "starting " + regions.stream().mapToInt(r -> r.nodes().size()).sum() + " nodes");
    for (RegionPlan region : regions) {
      region.nodes().forEach(node -> launch(region, node));
    }
    nodes.values().forEach(node -> node.awaitReady(READY_LIMIT));
  }

  private void launch(RegionPlan region, NodePlan node) {
    List<String> arguments = arguments(region, node);
    Path log = file("logs", node.id() + ".log");
    nodes.put(node.id(), NodeProcess.launch(node, java.command(arguments), log));
  }

  private List<String> arguments(RegionPlan region, NodePlan node) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--config", configOf(region, node).toString()));
    region
        .settings()
        .forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return arguments;
  }

  /** Starts a node of a region, one of its plan or another one, and blocks until it serves. */
  public void start(RegionPlan region, NodePlan node) {
    launch(region, node);
    process(node.id()).awaitReady(READY_LIMIT);
  }

  /** Kills a node (SIGKILL). */
  public void kill(NodeId node) {
    process(node).kill();
  }

  /** Freezes a node (SIGSTOP): it is there and does nothing. */
  public void pause(NodeId node) {
    process(node).signal("STOP");
  }

  /** Lets a frozen node go on (SIGCONT). */
  public void resume(NodeId node) {
    process(node).signal("CONT");
  }

  /** Kills all nodes of a region that run (SIGKILL), all but at once. */
  public void killNodes(RegionPlan region) {
    alive(region).forEach(node -> node.signal("KILL"));
    alive(region).forEach(NodeProcess::kill);
  }

  /** Starts those nodes of a region that do not run, and blocks until they serve. */
  public void startNodes(RegionPlan region) {
    Set<NodeId> running =
        alive(region).stream().map(node -> node.plan().id()).collect(Collectors.toSet());
    List<NodePlan> missing =
        region.nodes().stream().filter(node -> !running.contains(node.id())).toList();
    missing.forEach(node -> launch(region, node));
    missing.forEach(node -> process(node.id()).awaitReady(READY_LIMIT));
  }

  private List<NodeProcess> alive(RegionPlan region) {
    return region.nodes().stream()
        .map(node -> nodes.get(node.id()))
        .filter(Objects::nonNull)
        .filter(NodeProcess::isAlive)
        .toList();
  }

  /** Whether a node's process runs, frozen or not. */
  public boolean isRunning(NodeId node) {
    return process(node).isAlive();
  }

  /** Kills a region's database (SIGKILL); returns when it is gone. */
  public void killDatabase(RegionPlan region) {
    database.kill(memberOf(region));
  }

  /**
   * Starts a region's database with the data that it has, and blocks until it serves and sees those
   * of other regions. Nothing to do if it runs.
   */
  public void startDatabase(RegionPlan region) {
    if (!isDatabaseRunning(region)) {
      database.restart(memberOf(region));
    }
  }

  /** Whether a region's database runs, frozen or not. */
  public boolean isDatabaseRunning(RegionPlan region) {
    return database.isRunning(memberOf(region));
  }

  /** Freezes a region's database (SIGSTOP): what it is asked waits. */
  public void pauseDatabase(RegionPlan region) {
    Signals.send("STOP", database.pid(memberOf(region)));
  }

  /** Lets a frozen database go on (SIGCONT). */
  public void resumeDatabase(RegionPlan region) {
    Signals.send("CONT", database.pid(memberOf(region)));
  }

  /** The process of a node, for those who look at what it costs. */
  public long pid(NodeId node) {
    return process(node).pid();
  }

  /** The process of a region's database. */
  public long databasePid(RegionPlan region) {
    return database.pid(memberOf(region));
  }

  /** Lets a region's database use only so much of one processor, until the quota is closed. */
  public CpuQuota limitDatabase(RegionPlan region, double share) {
    return CpuQuota.of(database.pid(memberOf(region)), share);
  }

  /** Stops a node in order (as SIGTERM does), and blocks until it has ended. */
  public void stop(NodeId node) {
    process(node).askToStop();
    process(node).awaitEnd(STOP_LIMIT);
  }

  private NodeProcess process(NodeId node) {
    NodeProcess process = nodes.get(node);
    if (process == null) {
      throw WeirException.invalid("no node %s; there are %s".formatted(node, nodes.keySet()));
    }
    return process;
  }

  private static String memberOf(RegionPlan region) {
    return region.database().name();
  }

  /** The processes that run, for people: a line each. */
  public List<String> inventory() {
    List<String> lines = new ArrayList<>();
    for (RegionPlan region : regions) {
      if (isDatabaseRunning(region)) {
        lines.add(
            "%-8s %-9s pid %-7d CQL %s:%d"
                .formatted(
                    region.region(),
                    "database",
                    database.pid(memberOf(region)),
                    region.databaseAddress(),
                    Member.CQL_PORT));
      }
      for (NodeProcess node : nodes.values()) {
        if (region.nodes().contains(node.plan()) && node.isAlive()) {
          lines.add(
              "%-8s %-9s pid %-7d clients %s, operators http://%s/readyz?verbose"
                  .formatted(
                      region.region(),
                      node.plan().id(),
                      node.pid(),
                      node.plan().listen(),
                      node.plan().admin()));
        }
      }
    }
    return lines;
  }

  /** Where everything is kept. */
  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    nodes.values().forEach(NodeProcess::askToStop);
    nodes.values().forEach(node -> node.awaitEnd(STOP_LIMIT));
    database.close();
  }

  private Path configOf(RegionPlan region, NodePlan node) {
    Path path = file("nodes", node.id() + ".yaml");
    try {
      return Files.writeString(path, NodeYaml.of(regions, region, node));
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private Path file(String folder, String name) {
    Path path = directory.resolve(folder).resolve(name);
    try {
      Files.createDirectories(path.getParent());
      return path;
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static WeirException unwritable(Path path, IOException cause) {
    return new WeirException(
        ErrorCode.FILE_UNREADABLE,
        "cannot write %s: %s".formatted(path, cause.getMessage()),
        cause);
  }
}
