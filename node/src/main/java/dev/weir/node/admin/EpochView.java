package dev.weir.node.admin;

/**
 * The version of a range table.
 *
 * @param coordinator the node that made the table
 */
public record EpochView(long number, String coordinator) {

  @Override
  public String toString() {
    return number + "@" + coordinator;
  }
}
