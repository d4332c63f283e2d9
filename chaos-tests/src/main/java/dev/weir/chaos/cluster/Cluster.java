package dev.weir.chaos.cluster;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.database.DatabaseSpec;
import dev.weir.node.database.EmbeddedCassandra;
import dev.weir.node.database.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final EmbeddedCassandra database;

  private Cluster(List<RegionPlan> regions, Path directory, EmbeddedCassandra database) {
    this.regions = regions;
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
    progress.accept("starting " + regions.size() + " databases");
    List<Member> members =
        regions.stream()
            .map(region ->
                new Member(
                    "db-" + region.region(),
                    region.databaseAddress(),
                    region.region().name(),
                    "r1"))
            .toList();
    EmbeddedCassandra database =
        EmbeddedCassandra.start(
            new DatabaseSpec("weir", members, directory.resolve("databases"), tuning.database()));
    Cluster cluster = new Cluster(regions, directory, database);
    try {
      cluster.startNodes(tuning, progress);
      return cluster;
    } catch (WeirException e) {
      cluster.close();
      throw e;
    }
  }

  private void startNodes(ClusterTuning tuning, Consumer<String> progress) {
    progress.accept(
        "starting " + regions.stream().mapToInt(r -> r.nodes().size()).sum() + " nodes");
    for (RegionPlan region : regions) {
      for (NodePlan node : region.nodes()) {
        nodes.add(
            NodeProcess.launch(
                node,
                tuning.nodeFlags(),
                List.of("--config", configOf(region, node).toString()),
                file("logs", node.id() + ".log")));
      }
    }
    nodes.forEach(node -> node.awaitReady(READY_LIMIT));
  }

  /** The processes that run, for people: a line each. */
  public List<String> inventory() {
    List<String> lines = new ArrayList<>();
    for (RegionPlan region : regions) {
      String member = "db-" + region.region();
      lines.add(
          "%-8s %-9s pid %-7d CQL %s:%d"
              .formatted(
                  region.region(),
                  "database",
                  database.pid(member),
                  region.databaseAddress(),
                  Member.CQL_PORT));
      for (NodeProcess node : nodes) {
        if (region.nodes().contains(node.plan())) {
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
    nodes.forEach(NodeProcess::askToStop);
    nodes.forEach(node -> node.awaitEnd(STOP_LIMIT));
    database.close();
  }

  private Path configOf(RegionPlan region, NodePlan node) {
    String replication =
        regions.stream().map(r -> r.region() + "=1").collect(Collectors.joining(", "));
    String yaml =
        """
        id: %s
        region: %s
        listen: %s
        admin:
          listen: %s
        ids:
          region: %d
        database:
          contact-points: %s:%d
          create-replication: "%s"
        """
            .formatted(
                node.id(),
                region.region(),
                node.listen(),
                node.admin(),
                region.number(),
                region.databaseAddress(),
                Member.CQL_PORT,
                replication);
    Path path = file("nodes", node.id() + ".yaml");
    try {
      return Files.writeString(path, yaml);
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
