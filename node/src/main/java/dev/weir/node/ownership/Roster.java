package dev.weir.node.ownership;

import dev.weir.topology.Candidate;
import dev.weir.topology.Candidate.Standing;
import dev.weir.topology.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Who is there, since when, and who went how. A node is there when its card's incarnation is in the
 * view.
 */
final class Roster {

  /** How long a lost node counts as one that should be there. */
  private static final Duration MEMORY = Duration.ofMinutes(10);

  /** How long those that are left wait before they act for a majority that does not come back. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A node that went. */
  private record Departure(NodeCard card, boolean restarting, long atNanos) {

    boolean isLoss() {
      return !restarting;
    }
  }

  private final OwnershipSettings settings;
  private final Map<NodeId, NodeCard> cards = new TreeMap<>();
  private final Map<NodeId, Long> takesFromNanos = new TreeMap<>();
  private final Map<NodeId, Departure> gone = new TreeMap<>();
  private final Map<NodeId, Long> absentSinceNanos = new TreeMap<>();
  private Set<NodeId> present = new TreeSet<>();
  private List<UUID> view = List.of();

  Roster(OwnershipSettings settings) {
    this.settings = settings;
  }

  /** Takes over a view. */
  void see(List<UUID> members, boolean young, long nowNanos) {
    view = members;
    compare(young, nowNanos);
  }

  /**
   * Takes over the cards of the map. A copy of the map may lose what others have put, when members
   * vanish in the middle of a merge; those who are in the view, or were lost, are remembered all
   * the same.
   */
  void seeCards(List<NodeCard> seen, boolean young, long nowNanos) {
    Set<NodeId> inMap = new HashSet<>();
    for (NodeCard card : seen) {
      inMap.add(card.member().node());
      cards.put(card.member().node(), card);
    }
    cards
        .values()
        .removeIf(card -> {
          NodeId node = card.member().node();
          return !inMap.contains(node)
              && !view.contains(card.incarnation())
              && !gone.containsKey(node);
        });
    compare(young, nowNanos);
  }

  private void compare(boolean young, long nowNanos) {
    Set<UUID> incarnations = new HashSet<>(view);
    Set<NodeId> now = new TreeSet<>();
    cards.forEach((node, card) -> {
      if (incarnations.contains(card.incarnation())) {
        now.add(node);
      }
    });
    boolean first = present.isEmpty();
    for (NodeId node : now) {
      if (!present.contains(node)) {
        arrived(node, first || young, nowNanos);
      }
    }
    for (NodeId node : present) {
      if (!now.contains(node)) {
        departed(node, nowNanos);
      }
    }
    present = now;
    absentSinceNanos.keySet().retainAll(cards.keySet());
    for (NodeId node : cards.keySet()) {
      if (now.contains(node)) {
        absentSinceNanos.remove(node);
      } else {
        absentSinceNanos.putIfAbsent(node, nowNanos);
      }
    }
  }

  /** Nodes whose cards lie in the map though they have been away for long. */
  List<NodeId> forgotten(long nowNanos) {
    return absentSinceNanos.entrySet().stream()
        .filter(entry -> nowNanos - entry.getValue() >= MEMORY.toNanos())
        .map(Map.Entry::getKey)
        .toList();
  }

  private void arrived(NodeId node, boolean atOnce, long nowNanos) {
    Departure before = gone.remove(node);
    Duration wait;
    if (before != null) {
      wait = before.restarting() ? Duration.ZERO : settings.holdDown();
    } else {
      wait = atOnce ? Duration.ZERO : settings.settle();
    }
    takesFromNanos.put(node, nowNanos + wait.toNanos());
  }

  private void departed(NodeId node, long nowNanos) {
    takesFromNanos.remove(node);
    NodeCard card = cards.get(node);
    if (card != null && card.phase() != Phase.DRAINING) {
      gone.put(node, new Departure(card, card.phase() == Phase.RESTARTING, nowNanos));
    }
  }

  /** Forgets those that have been away for too long. */
  void forget(long nowNanos) {
    gone.values()
        .removeIf(departure -> {
          Duration kept = departure.restarting() ? settings.restart() : MEMORY;
          return nowNanos - departure.atNanos() >= kept.toNanos();
        });
  }

  /** Those that a table may name now. */
  List<Candidate> candidates(long nowNanos) {
    List<Candidate> candidates = new ArrayList<>();
    for (NodeId node : present) {
      NodeCard card = card(node).orElseThrow();
      candidates.add(candidate(card, standing(card, nowNanos)));
    }
    for (Departure departure : gone.values()) {
      if (departure.restarting()) {
        candidates.add(candidate(departure.card(), Standing.KEEPS));
      }
    }
    return candidates;
  }

  private Standing standing(NodeCard card, long nowNanos) {
    long fromNanos = takesFromNanos.getOrDefault(card.member().node(), nowNanos);
    boolean held = nowNanos - fromNanos < 0;
    return switch (card.phase()) {
      case DRAINING -> Standing.LEAVES;
      case RESTARTING -> Standing.KEEPS;
      case SERVING -> held ? Standing.KEEPS : Standing.TAKES;
    };
  }

  private static Candidate candidate(NodeCard card, Standing standing) {
    return new Candidate(card.member(), card.weight(), standing);
  }

  /** The coordinator's incarnation; empty before the first view. */
  Optional<UUID> coordinator() {
    return view.stream().findFirst();
  }

  /** A node's card, as it was seen last. */
  Optional<NodeCard> card(NodeId node) {
    return Optional.ofNullable(cards.get(node));
  }

  /** Every card that is known. */
  List<NodeCard> cards() {
    return List.copyOf(cards.values());
  }

  boolean isPresent(NodeId node) {
    return present.contains(node);
  }

  /** Whether most of those that should be there are not. */
  boolean isMinority() {
    return present.size() < gone.values().stream().filter(Departure::isLoss).count();
  }

  /**
   * Whether those that are there act for the region: most of it, or all that is left for a while. A
   * minority that planned at once would hold tables against those of the majority, and a node that
   * wakes from a long pause believes for a moment that it is alone.
   */
  boolean mayPlan(long nowNanos) {
    long lostJustNow =
        gone.values().stream()
            .filter(Departure::isLoss)
            .filter(departure -> nowNanos - departure.atNanos() < PATIENCE.toNanos())
            .count();
    return present.size() >= lostJustNow;
  }
}
