package dev.weir.node.database.child;

import java.lang.reflect.Method;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What this member knows of its cluster, asked of Cassandra itself: gossip says who is alive and in
 * which generation, {@code system.peers_v2} what a driver will be told.
 *
 * <p>Serving CQL is not being a cluster: a member answers queries seconds before it has the others'
 * rows, and a keyspace made in between is made by half a cluster.
 */
final class ClusterView {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final List<String> TOLD_TO_DRIVERS =
      List.of("data_center", "host_id", "native_address", "rack", "schema_version", "tokens");

  private final Object gossiper;
  private final Method liveMembers;
  private final Method generation;
  private final Method query;
  private final Object self;

  /** Looks Cassandra's classes up; only once the daemon is up, since looking initialises them. */
  ClusterView() throws ReflectiveOperationException {
    Class<?> endpoint = Class.forName("org.apache.cassandra.locator.InetAddressAndPort");
    Class<?> gossip = Class.forName("org.apache.cassandra.gms.Gossiper");
    gossiper = gossip.getField("instance").get(null);
    liveMembers = gossip.getMethod("getLiveMembers");
    generation = gossip.getMethod("getCurrentGenerationNumber", endpoint);
    query =
        Class.forName("org.apache.cassandra.cql3.QueryProcessor")
            .getMethod("executeInternal", String.class, Object[].class);
    self =
        Class.forName("org.apache.cassandra.utils.FBUtilities")
            .getMethod("getBroadcastAddressAndPort")
            .invoke(null);
  }

  /** This member as {@code address:port@generation}; the generation grows with every start. */
  String self() throws ReflectiveOperationException {
    return named(self);
  }

  /** Blocks until every one of these members is alive and fully known here. */
  void await(String[] members) throws ReflectiveOperationException, InterruptedException {
    while (!sees(List.of(members))) {
      Thread.sleep(LOOK_AGAIN);
    }
  }

  private boolean sees(List<String> members) throws ReflectiveOperationException {
    List<String> known = new ArrayList<>(List.of(self()));
    String schema = "";
    for (Object row : select("SELECT schema_version FROM system.local")) {
      schema = text(row, "schema_version");
    }
    List<String> complete = new ArrayList<>();
    for (Object row : select("SELECT * FROM system.peers_v2")) {
      if (tellsDriversAll(row) && text(row, "schema_version").equals(schema)) {
        complete.add(address(row));
      }
    }
    for (Object member : (Collection<?>) liveMembers.invoke(gossiper)) {
      String name = named(member);
      if (complete.contains(name.substring(0, name.indexOf('@')))) {
        known.add(name);
      }
    }
    return known.containsAll(members);
  }

  private String named(Object endpoint) throws ReflectiveOperationException {
    Object address = endpoint.getClass().getMethod("getHostAddressAndPort").invoke(endpoint);
    return address + "@" + generation.invoke(gossiper, endpoint);
  }

  private Iterable<?> select(String statement) throws ReflectiveOperationException {
    return (Iterable<?>) query.invoke(null, statement, new Object[0]);
  }

  private static boolean tellsDriversAll(Object row) throws ReflectiveOperationException {
    Method has = row.getClass().getMethod("has", String.class);
    for (String column : TOLD_TO_DRIVERS) {
      if (!(boolean) has.invoke(row, column)) {
        return false;
      }
    }
    return true;
  }

  private static String address(Object row) throws ReflectiveOperationException {
    var peer =
        (InetAddress) row.getClass().getMethod("getInetAddress", String.class).invoke(row, "peer");
    return peer.getHostAddress()
        + ":"
        + row.getClass().getMethod("getInt", String.class).invoke(row, "peer_port");
  }

  private static String text(Object row, String uuidColumn) throws ReflectiveOperationException {
    return row.getClass().getMethod("getUUID", String.class).invoke(row, uuidColumn).toString();
  }
}
