package dev.weir.chaos.cluster;

import dev.weir.topology.NodeAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * {@code weir node --embedded} as a process: a node and its database, which live and die together.
 */
public final class EmbeddedProcess implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final NodeProcess process;

  private EmbeddedProcess(NodeProcess process) {
    this.process = process;
  }

  /**
   * Starts both, and blocks until the node serves.
   *
   * @param database where its database listens
   * @param directory keeps data and log; a later start finds them again
   */
  public static EmbeddedProcess start(NodePlan plan, NodeAddress database, Path directory) {
    List<String> arguments =
        List.of(
            "--embedded",
            "--data",
            directory.toString(),
            "--listen",
            plan.listen().toString(),
            "--set",
            "admin.listen=" + plan.admin(),
            "--set",
            "database.contact-points=" + database);
    NodeProcess process =
        NodeProcess.launch(
            plan,
            new NodeJava(ClusterTuning.SMALL.nodeFlags()).command(arguments),
            directory.resolve("node.log"));
    process.awaitReady(READY_LIMIT);
    return new EmbeddedProcess(process);
  }

  /** Kills node and database (SIGKILL), as a power cut would. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.askToStop();
    process.awaitEnd(STOP_LIMIT);
  }
}
