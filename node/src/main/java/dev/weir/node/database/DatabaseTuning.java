package dev.weir.node.database;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sizes, limits and settings of the embedded database, the same for all of its members.
 *
 * @param heapMegabytes each member's heap limit, 256 to 31,000; a JVM takes about 60 MB on top
 * @param fullCompiler whether the JVM may use its optimising compiler: slower starts, steadier and
 *     higher throughput; for benchmarks
 * @param startLimit from launch to a cluster that is ready; over it the start fails
 * @param stopLimit how long an orderly stop may take before the process is killed
 * @param yaml entries of cassandra.yaml that replace or join Weir's, value as it stands in the
 *     file, or empty to take the entry out; the last word
 */
public record DatabaseTuning(
    int heapMegabytes,
    boolean fullCompiler,
    Duration startLimit,
    Duration stopLimit,
    Map<String, String> yaml) {
  /** Small and quick to start: what the demo, the drills and the tests run on. */
  public static final DatabaseTuning DEFAULT =
      new DatabaseTuning(384, false, Duration.ofMinutes(3), Duration.ofSeconds(20), Map.of());

  public DatabaseTuning {
    if (heapMegabytes < 256 || heapMegabytes > 31_000) {
      throw new IllegalArgumentException("the heap must be 256 to 31000 MB; got " + heapMegabytes);
    }
    requirePositive("start limit", startLimit);
    requirePositive("stop limit", stopLimit);
    yaml = Map.copyOf(yaml);
  }

  /** The same with the optimising compiler and this heap. */
  public DatabaseTuning forBenchmarks(int heapMegabytes) {
    return new DatabaseTuning(heapMegabytes, true, startLimit, stopLimit, yaml);
  }

  /** The same with one more entry of cassandra.yaml. */
  public DatabaseTuning withYaml(String key, String value) {
    var more = new LinkedHashMap<>(yaml);
    more.put(key, value);
    return new DatabaseTuning(heapMegabytes, fullCompiler, startLimit, stopLimit, more);
  }

  /** The same with another limit for starting. */
  public DatabaseTuning withStartLimit(Duration limit) {
    return new DatabaseTuning(heapMegabytes, fullCompiler, limit, stopLimit, yaml);
  }

  private static void requirePositive(String what, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(
          "the %s must be positive; got %s".formatted(what, duration));
    }
  }
}
