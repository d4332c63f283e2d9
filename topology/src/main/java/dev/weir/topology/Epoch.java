package dev.weir.topology;

import java.util.Comparator;

/**
 * The version of a range table. A greater number is newer; where two coordinators of a split region
 * gave the same number, the coordinator's name decides, so that every node prefers the same table.
 *
 * @param number grows by one with each table; 0 is the table of a region that has none yet
 * @param coordinator the node that computed the table
 */
public record Epoch(long number, NodeId coordinator) implements Comparable<Epoch> {

  private static final Comparator<Epoch> ORDER =
      Comparator.comparingLong(Epoch::number).thenComparing(Epoch::coordinator);

  public Epoch {
    if (number < 0) {
      throw new IllegalArgumentException("epoch %d is negative".formatted(number));
    }
  }

  /** The epoch after this one, given by {@code coordinator}. */
  public Epoch next(NodeId coordinator) {
    return new Epoch(Math.addExact(number, 1), coordinator);
  }

  public boolean isNewerThan(Epoch other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Epoch other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return number + "@" + coordinator;
  }
}
