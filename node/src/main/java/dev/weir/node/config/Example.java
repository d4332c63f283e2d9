package dev.weir.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration that shows every key: as YAML to start from, and as values for programs. */
public final class Example {

  private static final int INDENT = 2;

  private Example() {}

  /** YAML in which every key has its default, below a comment that explains it. */
  public static List<String> lines(List<Key<?>> keys) {
    List<String> lines = new ArrayList<>();
    lines.add("# A node's configuration. Every key is optional; what stands here is the default.");
    lines.add("# Each may also be an environment variable, such as " + keys.getFirst().variable());
    String[] open = {};
    for (Key<?> key : keys) {
      String[] path = key.name().split("\\.");
      int shared = sharedLevels(open, path);
      lines.add("");
      for (int level = shared; level < path.length - 1; level++) {
        lines.add(indent(level) + path[level] + ":");
      }
      String margin = indent(path.length - 1);
      lines.add(margin + "# " + key.meaning());
      lines.add(margin + "# Allowed: " + key.allowed() + ".");
      lines.add(margin + path[path.length - 1] + ": " + quoted(key.fallback()));
      open = path;
    }
    return lines;
  }

  /** The same for programs: name, default, what is allowed, meaning, variable. */
  public static List<Map<String, String>> values(List<Key<?>> keys) {
    List<Map<String, String>> values = new ArrayList<>();
    for (Key<?> key : keys) {
      Map<String, String> value = new LinkedHashMap<>();
      value.put("key", key.name());
      value.put("default", key.fallback());
      value.put("allowed", key.allowed());
      value.put("meaning", key.meaning());
      value.put("variable", key.variable());
      values.add(value);
    }
    return values;
  }

  private static int sharedLevels(String[] open, String[] path) {
    int shared = 0;
    while (shared < Math.min(open.length, path.length) - 1 && open[shared].equals(path[shared])) {
      shared++;
    }
    return shared;
  }

  private static String indent(int level) {
    return " ".repeat(INDENT * level);
  }

  private static String quoted(String value) {
    return value.isEmpty() ? "\"\"" : value;
  }
}
