package dev.weir.chaos.drill.spec;

import java.util.Locale;

/**
 * To whom a drill is done.
 *
 * @param region its name
 * @param part of it
 */
public record Scope(String region, Part part) {

  /** What of a region is meant. */
  public enum Part {
    /** Its database and all of its nodes. */
    REGION,
    /** Its database. */
    DATABASE,
    /** All of its nodes; apart from one another, if they are partitioned. */
    NODES,
    /** The node that owns most of the drill's channels. */
    OWNER,
    /** The way to the other regions. */
    LINK;

    /** Its name in a file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** For people. */
  @Override
  public String toString() {
    return switch (part) {
      case REGION -> "all of " + region;
      case DATABASE -> "the database of " + region;
      case NODES -> "the nodes of " + region;
      case OWNER -> "the node of " + region + " that owns most of the drill's channels";
      case LINK -> "the link between " + region + " and the other regions";
    };
  }
}
