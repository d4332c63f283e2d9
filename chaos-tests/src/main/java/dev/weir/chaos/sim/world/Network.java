package dev.weir.chaos.sim.world;

import dev.weir.topology.NodeAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * All hosts and the links between them: connections, whose bytes arrive in order, and messages,
 * which may get lost, overtake each other, and arrive twice.
 */
public final class Network {

  /** What a kernel waits before it knocks again. */
  private static final long KNOCK_NANOS = 1_000_000_000;

  private static final int MOST_KNOCKS = 6;

  /**
   * How far places are from each other.
   *
   * @param nearNanos within a place
   * @param farNanos between two places, at the least
   * @param jitter of what a link takes, as a share of it
   */
  public record Distances(long nearNanos, long farNanos, double jitter) {}

  private record Door(Host host, Consumer<Stream> acceptor) {}

  private final Agenda agenda;
  private final RandomGenerator random;
  private final Trace trace;
  private final Distances distances;
  private final List<Host> hosts = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private final List<List<Link>> links = new ArrayList<>();
  private final Map<NodeAddress, Host> machines = new HashMap<>();
  private final Map<NodeAddress, Door> doors = new HashMap<>();
  private long connections;
  private long resets;

  /** A network without hosts. */
  public Network(Agenda agenda, RandomGenerator random, Trace trace, Distances distances) {
    this.agenda = agenda;
    this.random = random;
    this.trace = trace;
    this.distances = distances;
  }

  /** Another host, at one of the places; its ticker has an origin of its own. */
  public Host host(String name, int place) {
    // Any origin will do, and one below zero as well.
    return add(new Host(hosts.size(), name, agenda, random.nextLong() >> 4), place);
  }

  /**
   * Another host, whose ticker is the run's: what is measured there and beside it can be compared.
   */
  public Host measuringHost(String name, int place) {
    return add(new Host(hosts.size(), name, agenda, 0), place);
  }

  private Host add(Host host, int place) {
    List<Link> from = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      boolean near = places.get(i) == place;
      long latency = latency(near);
      links.get(i).add(link(latency));
      from.add(link(latency));
    }
    from.add(new Link(agenda, random, 10_000, 0));
    hosts.add(host);
    places.add(place);
    links.add(from);
    return host;
  }

  private long latency(boolean near) {
    long least = near ? distances.nearNanos : distances.farNanos;
    return least + random.nextLong(1 + least / 2);
  }

  private Link link(long latencyNanos) {
    return new Link(agenda, random, latencyNanos, (long) (latencyNanos * distances.jitter));
  }

  /** All of them. */
  public List<Host> hosts() {
    return Collections.unmodifiableList(hosts);
  }

  /** The way from one host to another. */
  public Link link(Host from, Host to) {
    return links.get(from.index()).get(to.index());
  }

  /** Whether a heartbeat of one gets through to another; one that does not is a packet, too. */
  public boolean isHeard(Host from, Host to) {
    Link link = link(from, to);
    if (link.isBlocked()) {
      link.held();
      return false;
    }
    return true;
  }

  /** Connections that were asked for so far. */
  public long connections() {
    return connections;
  }

  /** Connections that were reset so far. */
  public long resets() {
    return resets;
  }

  /** Says which machine an address leads to, whether or not somebody listens there. */
  public void place(NodeAddress address, Host host) {
    machines.put(address, host);
  }

  /** Takes connections at an address from here on, until the host's process is killed. */
  public void listen(NodeAddress address, Host host, Consumer<Stream> acceptor) {
    doors.put(address, new Door(host, acceptor));
    host.atDeath(() -> doors.remove(address));
  }

  /** An end that leads nowhere yet. */
  public Stream unconnected(Host host) {
    return new Stream(this, host);
  }

  /**
   * Begins to connect an end, which tells its owner what comes of it: nothing if nobody is there.
   */
  public void connect(Stream near, NodeAddress address) {
    connections++;
    Host to = machines.get(address);
    if (to != null) {
      knock(near, address, to, 0);
    }
  }

  private void knock(Stream near, NodeAddress address, Host to, int times) {
    Link there = link(near.host(), to);
    agenda.after(
        there.messageNanos(),
        () -> {
          if (near.isGone() || times > MOST_KNOCKS) {
            return;
          }
          if (there.isBlocked() || there.loses()) {
            if (there.isBlocked()) {
              there.held();
            }
            agenda.after(
                KNOCK_NANOS << Math.min(times, 3), () -> knock(near, address, to, times + 1));
            return;
          }
          knocked(near, address, to, times);
        });
  }

  private void knocked(Stream near, NodeAddress address, Host to, int times) {
    Door door = doors.get(address);
    Link back = link(to, near.host());
    if (door == null) {
      if (!back.isBlocked() && !to.isOff()) {
        agenda.after(back.messageNanos(), () -> near.broke("connection refused"));
      }
      return;
    }
    if (back.isBlocked() || back.loses()) {
      if (back.isBlocked()) {
        back.held();
      }
      agenda.after(KNOCK_NANOS << Math.min(times, 3), () -> knock(near, address, to, times + 1));
      return;
    }
    Stream far = new Stream(this, door.host);
    near.join(far, link(near.host(), to), back);
    far.connected();
    door.host.after(0, () -> door.acceptor.accept(far));
    agenda.after(back.messageNanos(), near::connected);
  }

  /** Tells an end that there is nobody at the other one, if that gets through. */
  void reset(Stream from, Stream to) {
    Link link = link(from.host(), to.host());
    resets++;
    if (link.isBlocked()) {
      link.held();
      link.whenOpen(() -> reset(from, to));
    } else {
      agenda.after(link.streamNanos(), () -> to.broke("connection reset by peer"));
    }
  }

  /**
   * Sends a message over a connection that is made as needed: it arrives once, and not before
   * others that were sent later. What meets a closed link is lost with its connection, or arrives
   * when the link is open again.
   *
   * @param arrived runs on the other host, unless that is killed meanwhile
   */
  public void send(Host from, Host to, Runnable arrived) {
    Link link = link(from, to);
    if (link.isBlocked()) {
      blocked(link, to, arrived);
    } else {
      deliver(link, to, arrived);
    }
  }

  /** The same, but what meets a closed link arrives as soon as the link is open. */
  public void sendSurely(Host from, Host to, Runnable arrived) {
    Link link = link(from, to);
    to.after(
        link.streamNanos(),
        () -> {
          if (link.isBlocked()) {
            link.held();
            link.whenOpen(() -> to.after(0, arrived));
          } else {
            arrived.run();
          }
        });
  }

  /** The same, but where links are in disorder it is sent again, and may arrive twice. */
  public void sendAtLeastOnce(Host from, Host to, Runnable arrived) {
    send(from, to, arrived);
    if (link(from, to).doubles()) {
      send(from, to, arrived);
    }
  }

  private void deliver(Link link, Host to, Runnable arrived) {
    to.after(
        link.streamNanos(),
        () -> {
          if (link.isBlocked()) {
            blocked(link, to, arrived);
          } else {
            arrived.run();
          }
        });
  }

  private void blocked(Link link, Host to, Runnable arrived) {
    link.held();
    if (random.nextBoolean()) {
      link.whenOpen(() -> to.after(0, arrived));
    }
  }

  Agenda agenda() {
    return agenda;
  }

  RandomGenerator random() {
    return random;
  }

  Trace trace() {
    return trace;
  }
}
