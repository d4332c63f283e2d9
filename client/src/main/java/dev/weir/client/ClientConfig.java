package dev.weir.client;

import dev.weir.client.protocol.Query;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Payload;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

/**
 * How a client finds its nodes, how patient it is, and how much it may have under way. Immutable:
 * begin with {@link #of} and change what should differ.
 *
 * <pre>{@code
 * ClientConfig.of("eu-1:7400", "eu-2:7400")
 *     .withRegion("us", "us-1:7400", "us-2:7400")
 *     .withRegion("ap", "ap-1:7400")
 * }</pre>
 *
 * @param contacts nodes of the home region to connect to, in order of preference; 1 to {@value
 *     #MAX_CONTACTS}
 * @param elsewhere the regions to ask while the home cannot be reached, in that order; at most
 *     {@value #MAX_ELSEWHERE}, none by default
 * @param name what nodes call this client in logs, at most 64 characters; "java" by default
 * @param credentials what proves who the client is, at most 3 KiB; none by default
 * @param timeout the deadline of a request that names none; 1 ms to 60 s, 5 s by default
 * @param connecting how connections are made and watched
 * @param limits how much may be under way
 * @param callbacks completes the stages that the client returns, and so runs what was attached to
 *     them; never the client's I/O thread. The common pool by default
 */
public record ClientConfig(
    List<NodeAddress> contacts,
    List<Elsewhere> elsewhere,
    String name,
    Payload credentials,
    Duration timeout,
    Connecting connecting,
    Limits limits,
    Executor callbacks) {

  /** The deadline of a request that names none. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  /** The most contact points. */
  public static final int MAX_CONTACTS = 64;

  /** The most regions besides the home. */
  public static final int MAX_ELSEWHERE = 7;

  private static final int MAX_CREDENTIALS = 3 << 10;
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  /**
   * How connections are made and watched.
   *
   * @param timeout how long {@link WeirClient#connect} waits for the first node to answer; 1 ms to
   *     60 s, 5 s by default
   * @param attemptTimeout how long one node may take to connect and answer HELLO; 1 ms to 60 s, 2 s
   *     by default
   * @param minBackoff the first pause after a node failed is a random part of this; 1 ms to 60 s,
   *     100 ms by default
   * @param maxBackoff and each further one of twice as much, up to this; not below the first, 3 s
   *     by default
   * @param pingInterval a connection silent for so long is pinged, and given up after two pings
   *     without an answer; 10 ms to 10 min, 10 s by default. Where a request went unanswered the
   *     pings follow each other ten times as fast
   * @param suspectAfter a node that was asked and of which nothing at all, not even the answer to a
   *     ping, came for so long is passed over until something comes; what it was asked is asked of
   *     another one. More than twice the time there and back; 10 ms to 60 s, 200 ms by default
   */
  public record Connecting(
      Duration timeout,
      Duration attemptTimeout,
      Duration minBackoff,
      Duration maxBackoff,
      Duration pingInterval,
      Duration suspectAfter) {

    private static final Duration MINUTE = Duration.ofSeconds(60);

    /** What is good for a network of data centres. */
    public static final Connecting DEFAULT =
        new Connecting(
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofMillis(200));

    public Connecting {
      List<String> problems = new ArrayList<>();
      checkWithin("connecting.timeout", timeout, MILLISECOND, MINUTE, problems);
      checkWithin("connecting.attemptTimeout", attemptTimeout, MILLISECOND, MINUTE, problems);
      checkWithin("connecting.minBackoff", minBackoff, MILLISECOND, MINUTE, problems);
      checkWithin("connecting.maxBackoff", maxBackoff, minBackoff, MINUTE, problems);
      checkWithin(
          "connecting.pingInterval",
          pingInterval,
          Duration.ofMillis(10),
          Duration.ofMinutes(10),
          problems);
      checkWithin("connecting.suspectAfter", suspectAfter, Duration.ofMillis(10), MINUTE, problems);
      refuse(problems);
    }
  }

  /**
   * How much may be under way in one client; more is refused at once with TOO_MANY_REQUESTS.
   *
   * @param inFlight requests, sent or waiting to be; 1 to 1,000,000, 4,096 by default
   * @param bytesInFlight bytes of their frames; 2 MiB to 1 GiB, 64 MiB by default
   * @param tries how often one request is sent at most, if connections break or fall silent under
   *     it; 1 to 10, 3 by default
   */
  public record Limits(int inFlight, int bytesInFlight, int tries) {

    /** What is good for one process of a service. */
    public static final Limits DEFAULT = new Limits(4_096, 64 << 20, 3);

    public Limits {
      List<String> problems = new ArrayList<>();
      checkWithin("limits.inFlight", inFlight, 1, 1_000_000, problems);
      checkWithin("limits.bytesInFlight", bytesInFlight, 2 << 20, 1 << 30, problems);
      checkWithin("limits.tries", tries, 1, 10, problems);
      refuse(problems);
    }
  }

  /**
   * Checks everything at once.
   *
   * @throws WeirException CONFIG_INVALID, naming each value out of its bounds
   */
  public ClientConfig {
    contacts = List.copyOf(contacts);
    List<String> problems = new ArrayList<>();
    checkWithin("contacts", contacts.size(), 1, MAX_CONTACTS, problems);
    for (NodeAddress contact : contacts) {
      if (contact.port() == 0) {
        problems.add("contact %s has no port".formatted(contact));
      }
    }
    elsewhere = List.copyOf(elsewhere);
    checkWithin("elsewhere", elsewhere.size(), 0, MAX_ELSEWHERE, problems);
    checkDistinct(contacts, elsewhere, problems);
    checkWithin("name's length", name.length(), 0, Query.Hello.MAX_NAME, problems);
    checkWithin("credentials' size", credentials.size(), 0, MAX_CREDENTIALS, problems);
    checkWithin("timeout", timeout, MILLISECOND, Deadline.MAX, problems);
    refuse(problems);
  }

  /**
   * A client of these nodes, with every default.
   *
   * @param contacts each {@code HOST:PORT} or {@code [IPV6]:PORT}
   * @throws WeirException CONFIG_INVALID
   */
  public static ClientConfig of(String... contacts) {
    try {
      return of(Arrays.stream(contacts).map(NodeAddress::parse).toList());
    } catch (IllegalArgumentException e) {
      throw new WeirException(ErrorCode.CONFIG_INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  /** A client of these nodes, with every default. */
  public static ClientConfig of(List<NodeAddress> contacts) {
    return new ClientConfig(
        contacts,
        List.of(),
        "java",
        Payload.EMPTY,
        DEFAULT_TIMEOUT,
        Connecting.DEFAULT,
        Limits.DEFAULT,
        ForkJoinPool.commonPool());
  }

  /**
   * The same with one more region to ask while those before it cannot be reached.
   *
   * @param region its name, as its nodes say it
   * @param contacts nodes of it, each {@code HOST:PORT} or {@code [IPV6]:PORT}
   * @throws WeirException CONFIG_INVALID
   */
  public ClientConfig withRegion(String region, String... contacts) {
    try {
      return withRegion(
          new Elsewhere(
              new Region(region), Arrays.stream(contacts).map(NodeAddress::parse).toList()));
    } catch (IllegalArgumentException e) {
      throw new WeirException(ErrorCode.CONFIG_INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  /** The same with one more region to ask while those before it cannot be reached. */
  public ClientConfig withRegion(Elsewhere another) {
    List<Elsewhere> more = Stream.concat(elsewhere.stream(), Stream.of(another)).toList();
    return new ClientConfig(
        contacts, more, name, credentials, timeout, connecting, limits, callbacks);
  }

  /** The same, named so in the nodes' logs. */
  public ClientConfig withName(String name) {
    return new ClientConfig(
        contacts, elsewhere, name, credentials, timeout, connecting, limits, callbacks);
  }

  /** The same, proving itself so. */
  public ClientConfig withCredentials(Payload credentials) {
    return new ClientConfig(
        contacts, elsewhere, name, credentials, timeout, connecting, limits, callbacks);
  }

  /** The same with another default deadline. */
  public ClientConfig withTimeout(Duration timeout) {
    return new ClientConfig(
        contacts, elsewhere, name, credentials, timeout, connecting, limits, callbacks);
  }

  /** The same, connecting so. */
  public ClientConfig withConnecting(Connecting connecting) {
    return new ClientConfig(
        contacts, elsewhere, name, credentials, timeout, connecting, limits, callbacks);
  }

  /** The same with other limits. */
  public ClientConfig withLimits(Limits limits) {
    return new ClientConfig(
        contacts, elsewhere, name, credentials, timeout, connecting, limits, callbacks);
  }

  /** The same, completing its stages there. */
  public ClientConfig withCallbacks(Executor callbacks) {
    return new ClientConfig(
        contacts, elsewhere, name, credentials, timeout, connecting, limits, callbacks);
  }

  /** Without the credentials, which belong in no log. */
  @Override
  public String toString() {
    return "ClientConfig[contacts=%s, elsewhere=%s, name=%s, timeout=%s, %s, %s]"
        .formatted(contacts, elsewhere, name, timeout, connecting, limits);
  }

  /** A region named twice, or a node said to be of two, would be asked again when it had failed. */
  private static void checkDistinct(
      List<NodeAddress> contacts, List<Elsewhere> elsewhere, List<String> problems) {
    Set<Region> regions = new HashSet<>();
    Set<NodeAddress> taken = new HashSet<>(contacts);
    for (Elsewhere other : elsewhere) {
      if (!regions.add(other.region())) {
        problems.add("region %s is named twice".formatted(other.region()));
      }
      for (NodeAddress contact : new LinkedHashSet<>(other.contacts())) {
        if (!taken.add(contact)) {
          problems.add("contact %s is named for two regions".formatted(contact));
        }
      }
    }
  }

  private static <T extends Comparable<T>> void checkWithin(
      String name, T value, T min, T max, List<String> problems) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      problems.add("%s is %s, not within %s..%s".formatted(name, value, min, max));
    }
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new WeirException(ErrorCode.CONFIG_INVALID, String.join("; ", problems));
    }
  }
}
