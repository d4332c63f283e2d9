package dev.weir.node.store;

import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a region's database is, and who asks it.
 *
 * @param contactPoints {@code database.contact-points}: 1 to 64 addresses of the region's database
 * @param localDatacenter {@code database.local-datacenter}: the database's name for the region;
 *     only its replicas are asked
 * @param keyspace {@code database.keyspace}: lower-case letters, digits and underscores, a letter
 *     first, at most 48
 * @param createReplication {@code database.create-replication}: data centre → replicas (1 to 9) of
 *     a keyspace that does not exist yet; empty: a missing keyspace is an error
 * @param requestTimeout {@code database.request-timeout}: what one statement may take at most, 50
 *     ms to 30 s; a request whose deadline is nearer gives less
 * @param login {@code database.username} and {@code database.password}, if the database asks
 */
public record StoreConnection(
    List<NodeAddress> contactPoints,
    String localDatacenter,
    String keyspace,
    Map<String, Integer> createReplication,
    Duration requestTimeout,
    Optional<Login> login) {

  /** What one statement may take if nothing else is said. */
  public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(1);

  /** The most contact points. */
  public static final int MAX_CONTACT_POINTS = 64;

  /** The most replicas in one data centre. */
  public static final int MAX_REPLICAS = 9;

  private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");
  private static final Pattern DATACENTER = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  /** A user of the database. Never printed. */
  public record Login(String username, String password) {
    @Override
    public String toString() {
      return "Login[" + username + "]";
    }
  }

  public StoreConnection {
    contactPoints = List.copyOf(contactPoints);
    createReplication = Map.copyOf(createReplication);
    var problems = new ArrayList<String>();
    StoreSettings.within(
        problems, "number of database.contact-points", contactPoints.size(), 1, MAX_CONTACT_POINTS);
    if (!isDatacenter(localDatacenter)) {
      problems.add("database.local-datacenter '%s' is not a name".formatted(localDatacenter));
    }
    if (!isKeyspace(keyspace)) {
      problems.add(
          "database.keyspace '%s' must be up to 48 of a-z, 0-9 and _, a letter first"
              .formatted(keyspace));
    }
    createReplication.forEach((datacenter, replicas) -> {
      if (!isDatacenter(datacenter)) {
        problems.add("database.create-replication '%s' is not a name".formatted(datacenter));
      }
      StoreSettings.within(
          problems, "database.create-replication." + datacenter, replicas, 1, MAX_REPLICAS);
    });
    StoreSettings.within(
        problems,
        "database.request-timeout",
        requestTimeout,
        Duration.ofMillis(50),
        Duration.ofSeconds(30));
    StoreSettings.refuse(problems);
  }

  /** Whether a keyspace may be called so. */
  public static boolean isKeyspace(String name) {
    return KEYSPACE.matcher(name).matches();
  }

  /** Whether a data centre may be called so. */
  public static boolean isDatacenter(String name) {
    return DATACENTER.matcher(name).matches();
  }

  /** A connection with the defaults, to a keyspace that exists. */
  public static StoreConnection of(
      List<NodeAddress> contactPoints, String localDatacenter, String keyspace) {
    return new StoreConnection(
        contactPoints,
        localDatacenter,
        keyspace,
        Map.of(),
        DEFAULT_REQUEST_TIMEOUT,
        Optional.empty());
  }

  /** The same, creating the keyspace with these replicas if it does not exist. */
  public StoreConnection creating(Map<String, Integer> replication) {
    return new StoreConnection(
        contactPoints, localDatacenter, keyspace, replication, requestTimeout, login);
  }

  /** The same with another limit for a statement. */
  public StoreConnection timingOutAfter(Duration timeout) {
    return new StoreConnection(
        contactPoints, localDatacenter, keyspace, createReplication, timeout, login);
  }

  /** The same as this user. */
  public StoreConnection as(Login user) {
    return new StoreConnection(
        contactPoints,
        localDatacenter,
        keyspace,
        createReplication,
        requestTimeout,
        Optional.of(user));
  }
}
