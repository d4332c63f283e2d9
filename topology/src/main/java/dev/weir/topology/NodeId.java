package dev.weir.topology;

import java.util.regex.Pattern;

/**
 * The name of one Weir node, unique over all regions and kept over restarts.
 *
 * @param name lower-case letters, digits, dots and hyphens, starting with a letter, at most 63
 */
public record NodeId(String name) implements Comparable<NodeId> {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,62}");

  public NodeId {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "node '%s': use up to 63 lower-case letters, digits, dots and hyphens, a letter first"
              .formatted(name));
    }
  }

  @Override
  public int compareTo(NodeId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
