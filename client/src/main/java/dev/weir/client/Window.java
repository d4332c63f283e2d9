package dev.weir.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a connection has taken on: requests in flight, no more than its node takes at once, and
 * behind them those that wait for room, in their order. So a node that is full holds back nobody
 * who goes elsewhere. Bounded by the client's limit of requests under way.
 */
final class Window {

  private final Map<Long, Sending> inFlight = new LinkedHashMap<>();
  private final Map<Long, Sending> backlog = new LinkedHashMap<>();
  private int max;

  /** No request is sent before the node has said how many it takes. */
  void open(int maxInFlight) {
    max = maxInFlight;
  }

  void add(Sending sending) {
    backlog.put(sending.errand().id(), sending);
  }

  /** The next one to send, which is in flight from now on; empty if there is none or no room. */
  Optional<Sending> next() {
    if (inFlight.size() >= max || backlog.isEmpty()) {
      return Optional.empty();
    }
    Sending first = backlog.values().iterator().next();
    backlog.remove(first.errand().id());
    inFlight.put(first.errand().id(), first);
    return Optional.of(first);
  }

  boolean isInFlight(long id) {
    return inFlight.containsKey(id);
  }

  /** Whether nothing that was sent is unanswered. */
  boolean isQuiet() {
    return inFlight.isEmpty();
  }

  /** The request in flight with this id. */
  Optional<Errand> sent(long id) {
    return Optional.ofNullable(inFlight.get(id)).map(Sending::errand);
  }

  void remove(long id) {
    inFlight.remove(id);
    backlog.remove(id);
  }

  /** What was sent and is not answered, the oldest first. */
  List<Errand> unanswered() {
    return inFlight.values().stream().map(Sending::errand).toList();
  }

  /** Gives back all that was not sent. */
  List<Errand> takeUnsent() {
    List<Errand> unsent = backlog.values().stream().map(Sending::errand).toList();
    backlog.clear();
    return unsent;
  }

  /** Gives back all that was sent and not answered. */
  List<Errand> takeUnanswered() {
    List<Errand> unanswered = unanswered();
    inFlight.clear();
    return unanswered;
  }
}
