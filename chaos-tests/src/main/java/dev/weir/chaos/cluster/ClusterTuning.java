package dev.weir.chaos.cluster;

import dev.weir.node.database.DatabaseTuning;
import java.util.ArrayList;
import java.util.List;

/**
 * How large and how fast a cluster's processes are.
 *
 * @param database heap and compiler of the databases
 * @param nodeJvm heap, collector and compiler of the nodes, as flags of {@code java}
 */
public record ClusterTuning(DatabaseTuning database, List<String> nodeJvm) {

  private static final int BENCH_DATABASE_MEGABYTES = 1_024;

  private static final List<String> ALWAYS =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  /** Small and quick to start: shows how things behave, not how fast they are. */
  public static final ClusterTuning SMALL =
      new ClusterTuning(
          DatabaseTuning.DEFAULT,
          List.of("-Xms48m", "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));

  /** With the optimising compiler and room: for measuring. */
  public static final ClusterTuning FAST =
      new ClusterTuning(
          DatabaseTuning.DEFAULT.forBenchmarks(BENCH_DATABASE_MEGABYTES),
          List.of("-Xms512m", "-Xmx512m"));

  public ClusterTuning {
    nodeJvm = List.copyOf(nodeJvm);
  }

  List<String> nodeFlags() {
    List<String> flags = new ArrayList<>(nodeJvm);
    flags.addAll(ALWAYS);
    return flags;
  }
}
