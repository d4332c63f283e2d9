package dev.weir.client;

import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.ResponseFrame;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One region as an engine sees it: its connections, its newest table, its hot channels, and the way
 * of a request among its nodes. Does what a connection's news means for the region, and hands the
 * news on to whoever cares for the requests. For the I/O thread alone.
 */
final class Side implements Connection.Owner {

  /** Who is told what concerns the region as a whole. */
  interface Watcher {

    /** A connection has come, gone, fallen silent or spoken again. */
    void changed();

    /** A node asks for this share of the region's channels, in percent, to be taken elsewhere. */
    void advised(Side side, int away);
  }

  private final Place place;
  private final Connection.Owner owner;
  private final Watcher watcher;
  private final Dialer dialer;
  private final NewestTable table = new NewestTable();
  private final HotChannels hot;
  private final Route route;
  private Optional<Region> region;
  private Optional<WeirException> refusal = Optional.empty();

  /**
   * A region to which nothing is connected yet.
   *
   * @param owner is told all that connections tell, after this has seen it
   */
  Side(
      Place place,
      IoLoop loop,
      Timers timers,
      RandomGenerator random,
      Connection.Owner owner,
      Watcher watcher) {
    this.place = place;
    this.owner = owner;
    this.watcher = watcher;
    this.region = place.region();
    this.dialer = new Dialer(place, loop, timers, random, this);
    this.hot = new HotChannels(timers, random);
    this.route = new Route(dialer.contacts(), table, hot, dialer::want);
  }

  Place place() {
    return place;
  }

  /** Its name, if it was configured or a node has said it. */
  Optional<Region> region() {
    return region;
  }

  /** Connects to the first contact that answers, and from now on keeps a connection to some. */
  void start() {
    dialer.seek();
  }

  void close() {
    dialer.close();
  }

  /** Learns who owns what, unless something newer is known. */
  void learn(RangeTable told) {
    if (table.learn(told)) {
      dialer.adopt(told);
      dialer.seek();
    }
  }

  /** Other contacts take the place of the configured ones. */
  void contacts(List<NodeAddress> contacts) {
    dialer.configure(contacts);
    dialer.seek();
  }

  /** What can be had of it. */
  Homing.Reach reach() {
    if (isReachable()) {
      return Homing.Reach.REACHED;
    }
    return dialer.contacts().all().stream().allMatch(Contact::isFailing)
        ? Homing.Reach.GONE
        : Homing.Reach.SOUGHT;
  }

  /** Whether a node takes requests, and is not silent. */
  boolean isReachable() {
    return dialer.contacts().firstTrusted().isPresent();
  }

  /** Whether a node takes requests, silent or not. */
  boolean isReady() {
    return dialer.contacts().firstReady().isPresent();
  }

  /** Whether a node takes requests, is not silent, and has not failed this one. */
  boolean isFreshFor(Errand errand) {
    return dialer.contacts().firstFreshFor(errand).isPresent();
  }

  /** Why a node refused the client in a way that no repetition will mend. */
  Optional<WeirException> refusal() {
    return refusal;
  }

  /** Why the last connection broke or could not be made. Any thread. */
  Optional<WeirException> lastFailure() {
    return dialer.lastFailure();
  }

  /** As {@link Route#wayOf}. */
  Optional<Route.Way> wayOf(Errand errand) {
    return route.wayOf(errand);
  }

  /** As {@link Route#wayTo}, if the table knows the node. */
  Optional<Route.Way> wayTo(NodeId node) {
    return table.get().flatMap(known -> known.member(node)).flatMap(route::wayTo);
  }

  /** The connections whose nodes are silent. */
  List<Connection> suspects() {
    return dialer.contacts().all().stream()
        .flatMap(contact -> contact.ready().stream())
        .filter(Connection::isSuspect)
        .toList();
  }

  /** Asks some node for a sign of life, and so for what it advises. */
  void ping() {
    dialer.contacts().firstTrusted().ifPresent(Connection::ping);
  }

  @Override
  public void welcomed(Connection connection, Reply.Welcome welcome) {
    dialer.contacts().welcomed(connection, welcome.node());
    region = Optional.of(welcome.region());
    if (!isToldTables()) {
      connection.followTable(table.epoch());
    }
    watcher.changed();
    owner.welcomed(connection, welcome);
  }

  @Override
  public void heard(Connection connection, ResponseFrame frame) {
    frame.away().ifPresent(away -> watcher.advised(this, away));
    owner.heard(connection, frame);
  }

  @Override
  public void told(RangeTable told) {
    // A node that is told the tables asked nobody for them.
    if (!isToldTables()) {
      learn(told);
    }
  }

  @Override
  public void answered(Connection connection, Errand errand, ResponseFrame frame) {
    dialer.proved(connection);
    errand
        .routingKey()
        .ifPresent(channel -> frame.spread().ifPresent(spread -> hot.advise(channel, spread)));
    owner.answered(connection, errand, frame);
  }

  @Override
  public void suspected(Connection connection, List<Errand> unsent) {
    watcher.changed();
    owner.suspected(connection, unsent);
    dialer.seek();
  }

  @Override
  public void trusted(Connection connection) {
    watcher.changed();
    owner.trusted(connection);
  }

  @Override
  public void leaving(Connection connection, WeirException cause, List<Errand> unsent) {
    dialer.lost(connection, cause);
    watcher.changed();
    owner.leaving(connection, cause, unsent);
    dialer.seek();
  }

  @Override
  public void closed(
      Connection connection, WeirException cause, List<Errand> unanswered, List<Errand> unsent) {
    dialer.lost(connection, cause);
    dialer.closed(connection);
    if (isFinal(cause.code())) {
      refusal = Optional.of(cause);
    }
    watcher.changed();
    owner.closed(connection, cause, unanswered, unsent);
    dialer.seek();
  }

  private boolean isToldTables() {
    return place.self().isPresent();
  }

  private static boolean isFinal(ErrorCode code) {
    return code == ErrorCode.UNSUPPORTED_VERSION || code == ErrorCode.UNAUTHENTICATED;
  }
}
