package dev.weir.node.ownership;

import dev.weir.topology.Candidate;
import dev.weir.topology.Candidate.Standing;
import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeId;
import dev.weir.topology.Placement;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Decides about ownership: told what happens, says what to do. No I/O, no clock, one thread.
 *
 * <pre>
 *   view, map, card, timer ──► roster ──► coordinator? ──yes──► placement ──► publish, adopt
 *                                              └──no──► adopt what the map holds, if newer
 * </pre>
 *
 * <p>Epochs only grow: a coordinator's next number is beyond every one that it has seen, and
 * whoever finds the map behind what it has adopted says so on its card. A minority keeps the table
 * that it has; two halves of a split region go on with tables of their own, and after the merge the
 * coordinator starts from that of the larger part.
 */
final class OwnershipMachine {

  /** How long the map may be behind before the coordinator publishes once more. */
  private static final Duration LAG = Duration.ofSeconds(3);

  /** How often a node repeats what it has put: members' copies of the map may come to differ. */
  private static final Duration REFRESH = Duration.ofSeconds(30);

  /** The same after a merge, twice: that is when they do. */
  private static final Duration REFRESH_SOON = Duration.ofMillis(1_500);

  private final OwnershipSettings settings;
  private final Placement placement;
  private final Roster roster;
  private final NodeId node;
  private final long firstNumber;
  private final long bornNanos;
  private final List<OwnershipEffect> effects = new ArrayList<>();

  private Optional<NodeCard> own = Optional.empty();
  private Optional<RangeTable> adopted = Optional.empty();
  private Optional<RangeTable> inMap = Optional.empty();

  /** What was adopted when views merged; kept until the table after the merge is published. */
  private Optional<RangeTable> beforeMerge = Optional.empty();

  private boolean merging;
  private boolean young;
  private long youngUntilNanos;
  private OptionalLong planFromNanos = OptionalLong.empty();
  private OptionalLong stepFromNanos = OptionalLong.empty();
  private OptionalLong refreshFromNanos = OptionalLong.empty();
  private int refreshesSoon;
  private long publishedNanos;

  /**
   * A machine that knows nothing yet.
   *
   * @param firstNumber of the first table of a region that has none, which grows by one a second:
   *     the time in seconds, in production
   * @param bornNanos when {@code firstNumber} was that
   */
  OwnershipMachine(
      OwnershipSettings settings, Region region, NodeId node, long firstNumber, long bornNanos) {
    this.settings = settings;
    this.placement = new Placement(region, settings.ranges());
    this.roster = new Roster(settings);
    this.node = node;
    this.firstNumber = firstNumber;
    this.bornNanos = bornNanos;
  }

  /** What to do about an event, in this order. */
  List<OwnershipEffect> on(OwnershipEvent event, long nowNanos) {
    effects.clear();
    young = adopted.isEmpty() || (young && nowNanos - youngUntilNanos < 0);
    switch (event) {
      case OwnershipEvent.ViewSeen view -> view(view, nowNanos);
      case OwnershipEvent.MapSeen map -> map(map, nowNanos);
      case OwnershipEvent.CardChanged card -> card(card.own());
      case OwnershipEvent.TimerFired _ -> {}
    }
    roster.forget(nowNanos);
    if (isCoordinator()) {
      plan(nowNanos);
      roster.forgotten(nowNanos).stream()
          .map(OwnershipEffect.RemoveCard::new)
          .forEach(effects::add);
    }
    refresh(nowNanos);
    return List.copyOf(effects);
  }

  private void view(OwnershipEvent.ViewSeen view, long nowNanos) {
    roster.see(view.members(), young, nowNanos);
    if (view.merged()) {
      merging = true;
      beforeMerge = adopted;
      planFromNanos = OptionalLong.of(nowNanos + settings.merge().toNanos());
      refreshFromNanos = OptionalLong.of(nowNanos + REFRESH_SOON.toNanos());
      refreshesSoon = 1;
      tellWhatWasSeen();
    }
  }

  private void map(OwnershipEvent.MapSeen map, long nowNanos) {
    roster.seeCards(map.cards(), young, nowNanos);
    inMap = map.table();
    own.filter(card -> !map.cards().contains(card))
        .map(OwnershipEffect.PublishCard::new)
        .ifPresent(effects::add);
    if (map.table().isPresent() && isNews(map.table().get().epoch())) {
      adopt(map.table().get());
      if (!isCoordinator()) {
        merging = false;
        beforeMerge = Optional.empty();
      }
    } else if (isMapBehind() && !isCoordinator()) {
      tellWhatWasSeen();
    }
  }

  private void card(NodeCard changed) {
    own = Optional.of(changed);
    effects.add(new OwnershipEffect.PublishCard(changed));
  }

  /** Puts once more what only this node puts. */
  private void refresh(long nowNanos) {
    if (refreshFromNanos.isPresent() && nowNanos - refreshFromNanos.getAsLong() < 0) {
      return;
    }
    if (refreshFromNanos.isPresent()) {
      own.map(OwnershipEffect.PublishCard::new).ifPresent(effects::add);
      adopted
          .filter(table -> isCoordinator() && table.epoch().coordinator().equals(node))
          .map(OwnershipEffect.PublishTable::new)
          .ifPresent(effects::add);
    }
    Duration pause = refreshesSoon > 0 ? REFRESH_SOON : REFRESH;
    refreshesSoon = Math.max(0, refreshesSoon - 1);
    refreshFromNanos = OptionalLong.of(nowNanos + pause.toNanos());
  }

  private void tellWhatWasSeen() {
    if (own.isPresent() && adopted.isPresent()) {
      NodeCard telling = own.get().having(adopted.get().epoch());
      if (!own.get().equals(telling)) {
        card(telling);
      }
    }
  }

  private boolean isMapBehind() {
    return adopted.isPresent()
        && (inMap.isEmpty() || adopted.get().epoch().isNewerThan(inMap.get().epoch()));
  }

  private boolean isNews(Epoch epoch) {
    return adopted.isEmpty() || epoch.isNewerThan(adopted.get().epoch());
  }

  private void adopt(RangeTable table) {
    adopted = Optional.of(table);
    effects.add(new OwnershipEffect.Adopt(table));
  }

  private void plan(long nowNanos) {
    List<Candidate> candidates = roster.candidates(nowNanos);
    boolean waits = planFromNanos.isPresent() && nowNanos - planFromNanos.getAsLong() < 0;
    if (candidates.isEmpty() || waits || !roster.mayPlan(nowNanos)) {
      return;
    }
    if (adopted.isEmpty()) {
      youngUntilNanos = nowNanos + settings.formation().toNanos();
    }
    Optional<RangeTable> base = base();
    base.ifPresent(table -> leaveOutIdle(candidates, table));
    RangeTable next = placement.next(base, nextEpoch(nowNanos), candidates, maxMoves(nowNanos));
    boolean changed = base.isEmpty() || !next.equals(base.get().at(next.epoch()));
    if (changed || merging || !base.equals(adopted) || isBehindOthers(nowNanos)) {
      if (base.isPresent() && sameRanges(base.get()) && next.movesSince(base.get()) > 0) {
        stepFromNanos = OptionalLong.of(nowNanos + settings.step().toNanos());
      }
      merging = false;
      beforeMerge = Optional.empty();
      publishedNanos = nowNanos;
      adopt(next);
      effects.add(new OwnershipEffect.PublishTable(next));
    }
  }

  /** Those that get nothing and have nothing need not be in the table yet. */
  private static void leaveOutIdle(List<Candidate> candidates, RangeTable table) {
    List<Candidate> needed =
        candidates.stream()
            .filter(candidate ->
                candidate.standing() != Standing.KEEPS
                    || table.member(candidate.member().node()).isPresent())
            .toList();
    if (!needed.isEmpty()) {
      candidates.retainAll(needed);
    }
  }

  private boolean sameRanges(RangeTable base) {
    return base.ranges() == settings.ranges();
  }

  private int maxMoves(long nowNanos) {
    if (young) {
      return Integer.MAX_VALUE;
    }
    boolean waits = stepFromNanos.isPresent() && nowNanos - stepFromNanos.getAsLong() < 0;
    return waits ? 0 : settings.moves();
  }

  /** Whether somebody has seen a newer table, or the map has lost ours. */
  private boolean isBehindOthers(long nowNanos) {
    boolean newerSeen =
        roster.cards().stream().flatMap(card -> card.seen().stream()).anyMatch(this::isNews);
    boolean lagging = isMapBehind() && nowNanos - publishedNanos >= LAG.toNanos();
    return newerSeen || lagging;
  }

  /** What to start from: after a merge the table of the larger half, else the one adopted. */
  private Optional<RangeTable> base() {
    if (!merging) {
      return adopted;
    }
    return Stream.of(adopted, beforeMerge, inMap)
        .flatMap(Optional::stream)
        .max(
            Comparator.comparingLong(this::presentOwners)
                .thenComparing(RangeTable::epoch, Comparator.naturalOrder()));
  }

  private long presentOwners(RangeTable table) {
    return IntStream.range(0, table.ranges())
        .mapToObj(range -> table.ownerOf(range).node())
        .distinct()
        .filter(roster::isPresent)
        .count();
  }

  /**
   * A number beyond every one that was seen, and not below the time: so that a coordinator that has
   * not heard of another half's tables yet goes beyond them all the same.
   */
  private Epoch nextEpoch(long nowNanos) {
    long time = firstNumber + TimeUnit.NANOSECONDS.toSeconds(nowNanos - bornNanos);
    long highest =
        Stream.concat(
                Stream.of(adopted, beforeMerge, inMap)
                    .flatMap(Optional::stream)
                    .map(RangeTable::epoch),
                roster.cards().stream().flatMap(card -> card.seen().stream()))
            .mapToLong(Epoch::number)
            .max()
            .orElse(0);
    return new Epoch(Math.max(time, Math.addExact(highest, 1)), node);
  }

  /** Whether this node plans: the first of the view, once it is ready to own. */
  boolean isCoordinator() {
    return own.isPresent()
        && roster.coordinator().equals(own.map(NodeCard::incarnation))
        && roster.isPresent(node);
  }

  NodeId node() {
    return node;
  }

  /** The table that this node serves by. */
  Optional<RangeTable> adopted() {
    return adopted;
  }

  /** What this node says of itself; empty before it is ready. */
  Optional<NodeCard> own() {
    return own;
  }

  /** Everybody that the map knows. */
  List<NodeCard> cards() {
    return roster.cards();
  }

  boolean isPresent(Member member) {
    return roster.isPresent(member.node());
  }

  /** Whether this node is cut off from most of its region. */
  boolean isMinority() {
    return roster.isMinority();
  }
}
