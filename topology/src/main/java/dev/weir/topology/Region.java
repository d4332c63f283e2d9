package dev.weir.topology;

import java.util.regex.Pattern;

/**
 * A place with its own replicas of the data: what Cassandra and Scylla call a data centre.
 *
 * @param name lower-case letters, digits and hyphens, starting with a letter, at most 32
 */
public record Region(String name) implements Comparable<Region> {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  public Region {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "region '%s': use up to 32 lower-case letters, digits and hyphens, a letter first"
              .formatted(name));
    }
  }

  @Override
  public int compareTo(Region other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
