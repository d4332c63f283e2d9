package dev.weir.node.coalesce;

import dev.weir.node.budget.RetryBudget;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Some of a node's channels, behind one lock: those with flights, and of the others so many as were
 * used last.
 */
final class Stripe {

  private final Map<ChannelId, ChannelFlights> busy = new HashMap<>();
  private final Map<ChannelId, ChannelFlights> idle;
  private final int region;
  private final FlightSettings settings;
  private final FlightEvents events;

  /** Read without the lock, by whoever would find nothing to do. */
  private volatile boolean quiet = true;

  Stripe(int region, FlightSettings settings, int mostIdle, FlightEvents events) {
    this.region = region;
    this.settings = settings;
    this.events = events;
    this.idle =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<ChannelId, ChannelFlights> eldest) {
            return size() > mostIdle;
          }
        };
  }

  /** Works with one channel; {@code work} calls nobody. */
  synchronized <R> R with(ChannelId channel, Function<ChannelFlights, R> work) {
    ChannelFlights flights = busy.get(channel);
    if (flights == null) {
      flights = idle.remove(channel);
    }
    if (flights == null) {
      flights = new ChannelFlights(region, settings, events);
    }
    R result = work.apply(flights);
    if (flights.isIdle()) {
      busy.remove(channel);
      idle.put(channel, flights);
    } else {
      busy.put(channel, flights);
    }
    if (quiet != busy.isEmpty()) {
      quiet = busy.isEmpty();
    }
    return result;
  }

  /** Whether no channel has flights or followers who gather. */
  boolean isQuiet() {
    return quiet;
  }

  /** As {@link ChannelFlights#takeOver}, of all channels. */
  synchronized int takeOver(long nowNanos, List<Waiter<?>> over) {
    int abandoned = 0;
    for (ChannelId channel : List.copyOf(busy.keySet())) {
      abandoned += with(channel, flights -> flights.takeOver(nowNanos, over));
    }
    return abandoned;
  }

  /** The flights of all channels whose time to leave has come. */
  synchronized void takeOff(long nowNanos, RetryBudget budget, List<Flight<?>> leaving) {
    for (ChannelId channel : List.copyOf(busy.keySet())) {
      leaving.addAll(with(channel, flights -> flights.takeOff(nowNanos)));
      leaving.addAll(with(channel, flights -> flights.second(nowNanos, budget)));
    }
  }

  /** Flights of all channels that somebody waits for. */
  synchronized int flights() {
    int flights = 0;
    for (ChannelFlights channel : busy.values()) {
      flights += channel.size();
    }
    return flights;
  }

  /** As {@link ChannelFlights#fullest}, of all channels. */
  synchronized int fullest() {
    int most = 0;
    for (ChannelFlights channel : busy.values()) {
      most = Math.max(most, channel.fullest());
    }
    return most;
  }

  /** Channels that are remembered. */
  synchronized List<ChannelId> remembered() {
    List<ChannelId> all = new ArrayList<>(busy.keySet());
    all.addAll(idle.keySet());
    return all;
  }
}
