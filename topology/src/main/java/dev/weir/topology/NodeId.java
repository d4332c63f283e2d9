package dev.weir.topology;

/**
 * The name of one Weir node, unique over all regions and kept over restarts.
 *
 * @param name lower-case letters, digits, dots and hyphens, starting with a letter, at most 63
 */
public record NodeId(String name) implements Comparable<NodeId> {

  private static final int MAX_LENGTH = 63;

  public NodeId {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "node '%s': use up to 63 lower-case letters, digits, dots and hyphens, a letter first"
              .formatted(name));
    }
  }

  /** By hand: a pattern would make garbage of each member of each table that is received. */
  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH || !isLetter(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
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
