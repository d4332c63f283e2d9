package dev.weir.topology;

/**
 * A node of a region, and where clients and other nodes reach it.
 *
 * @param address not with port 0
 */
public record Member(NodeId node, NodeAddress address) {

  public Member {
    if (address.port() == 0) {
      throw new IllegalArgumentException("member %s has no port".formatted(node));
    }
  }

  @Override
  public String toString() {
    return node + " at " + address;
  }
}
