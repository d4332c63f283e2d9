package dev.weir.chaos.drill.spec;

import dev.weir.node.config.ConfigException;
import dev.weir.node.config.ConfigFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A drill, as its file says it.
 *
 * @param name that of the file, without its ending
 * @param cold whether the nodes that stand in are started anew just before
 * @param targets the regions of a cluster that is not the demo's, in the order of failover; empty
 *     for the demo
 * @param hash of the file and of what was set beside it
 */
public record DrillSpec(
    String name,
    String about,
    Mode mode,
    Scope scope,
    boolean cold,
    Objectives objectives,
    LoadSpec load,
    Timing timing,
    StopConditions stop,
    Hooks hooks,
    List<Target> targets,
    String hash) {

  public DrillSpec {
    targets = List.copyOf(targets);
  }

  /**
   * Reads a file.
   *
   * @param set key to value, which win over the file
   * @throws ConfigException with all mistakes
   */
  public static DrillSpec read(ConfigFile file, Map<String, String> set) {
    return new SpecReader(file, set).read(nameOf(file), hash(file, set));
  }

  /** Whether it is done to the demo, rather than to a cluster that the file names. */
  public boolean isOfDemo() {
    return targets.isEmpty();
  }

  private static String nameOf(ConfigFile file) {
    String last = file.name().substring(file.name().lastIndexOf('/') + 1);
    return last.replaceAll("\\.ya?ml$", "");
  }

  private static String hash(ConfigFile file, Map<String, String> set) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((file.text() + new TreeMap<>(set)).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
