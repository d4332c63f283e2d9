package dev.weir.client;

import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The regions that an engine knows, the home first, and which of them a request goes to: {@link
 * Homing} decides, here it is told what it decides by. For the I/O thread alone, but for {@link
 * #firstWelcome}, {@link #states} and {@link #lastFailure}.
 */
final class Sides implements Side.Watcher {

  /** A client that starts gives its home so long to answer, before another region will do. */
  private static final Duration HEAD_START = Duration.ofSeconds(1);

  /** Of advice that is in force, and of steps on the way home. */
  private static final Duration WATCH = Duration.ofSeconds(1);

  private final Timers timers;
  private final int tries;
  private final List<Side> sides;
  private final Homing homing;
  private final CompletableFuture<Void> firstWelcome = new CompletableFuture<>();
  private boolean mayStartElsewhere;
  private boolean watching;
  private boolean closed;
  private volatile List<RegionState> states;

  /** Sides without a connection yet; what connections tell goes on to {@code owner}. */
  Sides(Setup setup, IoLoop loop, Timers timers, RandomGenerator random, Connection.Owner owner) {
    this.timers = timers;
    this.tries = setup.limits().tries();
    this.sides =
        setup.places().stream()
            .map(place -> new Side(place, loop, timers, random, owner, this))
            .toList();
    this.homing = new Homing(sides.size(), timers.nowNanos());
    this.states = statesAt(timers.nowNanos());
  }

  void start() {
    sides.forEach(Side::start);
    if (hasOthers()) {
      timers.after(
          HEAD_START.toNanos(),
          () -> {
            mayStartElsewhere = true;
            changed();
          });
    }
  }

  void close() {
    closed = true;
    sides.forEach(Side::close);
  }

  Side home() {
    return sides.get(Homing.HOME);
  }

  /** As {@link Dispatcher#firstWelcome}. Any thread. */
  CompletableFuture<Void> firstWelcome() {
    return firstWelcome;
  }

  /** What is made of each region, the home first; up to a second old. Any thread. */
  List<RegionState> states() {
    return states;
  }

  /** Why a connection broke or could not be made, rather one to home. Any thread. */
  Optional<WeirException> lastFailure() {
    return sides.stream().flatMap(side -> side.lastFailure().stream()).findFirst();
  }

  /** Whether a node of any region takes requests, silent or not. */
  boolean isAnyReady() {
    return sides.stream().anyMatch(Side::isReady);
  }

  /** The connections of all regions whose nodes are silent. */
  List<Connection> suspects() {
    return sides.stream().flatMap(side -> side.suspects().stream()).toList();
  }

  /**
   * The best way at this moment; empty if no connection takes requests. A request that is sent for
   * the last time goes to another region if one can be reached, though home may have more nodes:
   * they fell silent one after another.
   */
  Optional<Route.Way> wayOf(Errand errand) {
    Side side =
        hasOthers()
            ? firstFit(errand, fresh -> fresh.isFreshFor(errand))
                .or(() -> firstFit(errand, Side::isReachable))
                .or(() -> firstFit(errand, Side::isReady))
                .orElse(home())
            : home();
    return side.wayOf(errand);
  }

  private Optional<Side> firstFit(Errand errand, Predicate<Side> fits) {
    Optional<ChannelId> channel = errand.routingKey();
    boolean last = errand.tries() > 0 && errand.tries() + 1 >= tries;
    return homing
        .choose(channel, last, region -> fits.test(sides.get(region)), timers.nowNanos())
        .stream()
        .mapToObj(sides::get)
        .findFirst();
  }

  @Override
  public void changed() {
    if (closed) {
      return;
    }
    homing.see(home().reach(), timers.nowNanos());
    home().refusal().ifPresent(firstWelcome::completeExceptionally);
    if (home().isReachable() || (othersReachable() && mayDoWithoutHome())) {
      firstWelcome.complete(null);
    }
    publish();
  }

  @Override
  public void advised(Side side, int away) {
    if (side == home() && hasOthers()) {
      homing.advise(away, timers.nowNanos());
      if (!watching) {
        publish();
      }
    }
  }

  private boolean hasOthers() {
    return sides.size() > 1;
  }

  private Stream<Side> others() {
    return sides.stream().skip(1);
  }

  private boolean othersReachable() {
    return others().anyMatch(Side::isReachable);
  }

  private boolean mayDoWithoutHome() {
    return mayStartElsewhere || home().reach() == Homing.Reach.GONE;
  }

  private void publish() {
    states = statesAt(timers.nowNanos());
    boolean isOnTheMove =
        hasOthers() && home().isReachable() && homing.share(timers.nowNanos()) < Homing.ALL;
    if (isOnTheMove && !watching) {
      watching = true;
      timers.after(WATCH.toNanos(), this::watch);
    }
  }

  /** A home that is asked for nothing would never say whether its advice is still in force. */
  private void watch() {
    watching = false;
    if (homing.isAdvised(timers.nowNanos())) {
      home().ping();
    }
    publish();
  }

  private List<RegionState> statesAt(long nowNanos) {
    int atHome = 0;
    if (home().isReachable()) {
      atHome = othersReachable() ? homing.share(nowNanos) : Homing.ALL;
    }
    int left = Homing.ALL - atHome;
    List<RegionState> newest = new ArrayList<>();
    for (Side side : sides) {
      boolean isHome = side == home();
      int share = isHome ? atHome : side.isReachable() ? left : 0;
      left -= isHome ? 0 : share;
      newest.add(new RegionState(side.region(), isHome, side.isReachable(), share));
    }
    return List.copyOf(newest);
  }
}
