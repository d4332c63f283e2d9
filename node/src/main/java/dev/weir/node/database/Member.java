package dev.weir.node.database;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * One node of the embedded database: its name (also its directory's), where it listens, and where
 * it stands in the ring's topology.
 *
 * @param name lower-case letters, digits and dashes; unique in its database
 * @param address a literal IP address; all of 127/8 works on Linux without any set-up
 * @param cqlPort where drivers connect
 * @param storagePort where the other members connect
 * @param dataCenter the data center's name, which drivers must give as their local one
 * @param rack the rack's name
 */
public record Member(
    String name, String address, int cqlPort, int storagePort, String dataCenter, String rack) {
  /** Cassandra's own port for CQL. */
  public static final int CQL_PORT = 9042;

  /** Cassandra's own port between members. */
  public static final int STORAGE_PORT = 7000;

  public Member {
    requireWord("name", name);
    requireWord("data center", dataCenter);
    requireWord("rack", rack);
    requirePort("CQL", cqlPort);
    requirePort("storage", storagePort);
    InetAddress.ofLiteral(address);
  }

  /** A member on Cassandra's own ports. */
  public Member(String name, String address, String dataCenter, String rack) {
    this(name, address, CQL_PORT, STORAGE_PORT, dataCenter, rack);
  }

  /** Where a driver connects. */
  public InetSocketAddress contactPoint() {
    return new InetSocketAddress(InetAddress.ofLiteral(address), cqlPort);
  }

  private static void requireWord(String what, String word) {
    if (!word.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
      throw new IllegalArgumentException(
          "a member's %s is lower-case letters, digits, - and _, at most 63; got '%s'"
              .formatted(what, word));
    }
  }

  private static void requirePort(String what, int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "the %s port must be 1 to 65535; got %d".formatted(what, port));
    }
  }
}
