package dev.weir.node.database;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
 * @param namespace the network namespace that it runs in, empty for this process's own; needs root,
 *     and nobody else who listens there
 */
public record Member(
    String name,
    String address,
    int cqlPort,
    int storagePort,
    String dataCenter,
    String rack,
    Optional<String> namespace) {
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
    namespace.ifPresent(word -> requireWord("namespace", word));
  }

  /** A member in this process's own network. */
  public Member(
      String name, String address, int cqlPort, int storagePort, String dataCenter, String rack) {
    this(name, address, cqlPort, storagePort, dataCenter, rack, Optional.empty());
  }

  /** A member on Cassandra's own ports. */
  public Member(String name, String address, String dataCenter, String rack) {
    this(name, address, CQL_PORT, STORAGE_PORT, dataCenter, rack);
  }

  /** The same in a network namespace of this machine, which has its address. */
  public Member in(String other) {
    return new Member(name, address, cqlPort, storagePort, dataCenter, rack, Optional.of(other));
  }

  /** A command as it is run where the member is. */
  List<String> inside(List<String> command) {
    List<String> all = new ArrayList<>();
    namespace.ifPresent(word -> all.addAll(List.of("ip", "netns", "exec", word)));
    all.addAll(command);
    return all;
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
