package dev.weir.chaos.sim.members;

import dev.weir.chaos.sim.world.Agenda;
import dev.weir.chaos.sim.world.Chance;
import dev.weir.chaos.sim.world.Host;
import dev.weir.chaos.sim.world.Network;
import dev.weir.chaos.sim.world.Trace;
import dev.weir.node.ownership.SharedMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The members of one region. Who can hear each other come to one view after a while, each of them
 * at its own moment; parts that were apart merge, and then the copies of one part win: what only
 * others had put is gone. A put is there at once where it was made, and later elsewhere: as long as
 * members are in one view it is sent again until it arrives, and beyond that it is lost.
 */
public final class RegionGroup {

  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();
  private static final long PUT_NANOS = Duration.ofMillis(20).toNanos();

  /** A link that is closed for as long is noticed. */
  private static final class Suspicion {
    private long sinceNanos = -1;
    private long patienceNanos;
  }

  private final Agenda agenda;
  private final Network network;
  private final RandomGenerator random;
  private final Trace trace;
  private final GroupTimes times;
  private final List<Member> members = new ArrayList<>();
  private final List<List<Suspicion>> suspicions = new ArrayList<>();
  private double lossOfPuts;
  private long mergeFromNanos = -1;
  private long lastViewNanos;
  private long views;
  private long merges;
  private long lostPuts;
  private long holdUntilNanos;

  /** A group without members. */
  public RegionGroup(
      Agenda agenda, Network network, RandomGenerator random, Trace trace, GroupTimes times) {
    this.agenda = agenda;
    this.network = network;
    this.random = random;
    this.trace = trace;
    this.times = times;
    agenda.after(LOOK_NANOS, this::look);
  }

  /**
   * Lets a node's process join: it has a copy of the map and a view with those whom it reaches; now
   * and then it finds nobody, and meets them later.
   */
  public SharedMap join(Host host) {
    Member member = new Member(this, host, new UUID(random.nextLong(), random.nextLong()));
    Optional<Member> eldest =
        members.stream().filter(each -> areInReach(host, each.host())).findFirst();
    members.add(member);
    lastViewNanos = agenda.nanos();
    resize();
    if (eldest.isPresent() && random.nextInt(10) > 0) {
      List<UUID> view = new ArrayList<>(eldest.get().view());
      view.removeIf(each -> members.stream().noneMatch(one -> one.incarnation().equals(each)));
      view.add(member.incarnation());
      member.content().become(eldest.get().content());
      member.see(view, false);
      install(members.stream().filter(each -> view.contains(each.incarnation())).toList(), view);
    }
    return member;
  }

  private boolean areInReach(Host one, Host other) {
    return other.isRunning()
        && !network.link(one, other).isBlocked()
        && !network.link(other, one).isBlocked();
  }

  /** Loses this share of what is put, for each member that is to hear of it, 0 to 1. */
  public void losePuts(double share) {
    lossOfPuts = share;
  }

  /** When a member was last told of a view. */
  public long lastViewNanos() {
    return lastViewNanos;
  }

  /** Views that members were told. */
  public long views() {
    return views;
  }

  /** Views that joined others. */
  public long merges() {
    return merges;
  }

  /** Puts that did not reach somebody. */
  public long lostPuts() {
    return lostPuts;
  }

  /** The eldest member's host, which plans as long as the others see it. */
  public Optional<Host> coordinator() {
    return members.stream().findFirst().map(Member::host);
  }

  /** Whether all that are there have one view of just them. */
  public boolean isWhole() {
    List<UUID> all = members.stream().map(Member::incarnation).toList();
    return members.stream().allMatch(member -> member.view().equals(all));
  }

  /** Has a member believe for a while that only these are there, whatever is true. */
  public void mislead(Host host, List<Host> seen, boolean merged) {
    for (Member member : members) {
      if (member.host() == host) {
        List<UUID> view =
            members.stream()
                .filter(each -> seen.contains(each.host()) || each == member)
                .map(Member::incarnation)
                .toList();
        tell(member, view, merged, 0);
        mergeFromNanos = agenda.nanos() + Chance.wait(random, times.merge().toNanos() / 2);
      }
    }
  }

  void left(Member member) {
    members.remove(member);
    resize();
    // Those who watch its process notice sooner than those who wait for its word.
    holdUntilNanos = agenda.nanos() + random.nextLong(1 + times.crash().toNanos());
  }

  /** Has each other member take over something that was put, if it is in reach. */
  void tell(Member from, Consumer<MapContent> change) {
    for (Member to : members) {
      if (to == from || !from.view().contains(to.incarnation())) {
        continue;
      }
      if (lossOfPuts > 0 && random.nextDouble() < lossOfPuts) {
        lostPuts++;
        continue;
      }
      Queue<Consumer<MapContent>> way = from.wayTo(to);
      way.add(change);
      from.host()
          .after(
              random.nextLong(PUT_NANOS),
              () -> network.sendSurely(from.host(), to.host(), () -> arrived(from, to, way)));
    }
  }

  /** What was sent first arrives first. */
  private void arrived(Member from, Member to, Queue<Consumer<MapContent>> way) {
    Consumer<MapContent> change = way.remove();
    if (to.isGone() || !to.isToSee(from.incarnation())) {
      lostPuts++;
    } else {
      change.accept(to.content());
    }
  }

  private void resize() {
    suspicions.clear();
    for (int i = 0; i < members.size(); i++) {
      List<Suspicion> row = new ArrayList<>();
      for (int j = 0; j < members.size(); j++) {
        row.add(new Suspicion());
      }
      suspicions.add(row);
    }
  }

  /** Looks who hears whom, as heartbeats do. */
  private void look() {
    long now = agenda.nanos();
    boolean news = false;
    for (int i = 0; i < members.size(); i++) {
      for (int j = 0; j < members.size(); j++) {
        if (i != j) {
          news |= look(suspicions.get(i).get(j), members.get(i).host(), members.get(j).host(), now);
        }
      }
    }
    if (now >= holdUntilNanos && (news || !isWhole())) {
      settle();
    }
    agenda.after(LOOK_NANOS, this::look);
  }

  private boolean look(Suspicion suspicion, Host from, Host to, long now) {
    boolean heard = from.isRunning() && to.isRunning() && !network.link(to, from).isBlocked();
    if (heard) {
      boolean was = isSuspected(suspicion, now);
      suspicion.sinceNanos = -1;
      return was;
    }
    if (suspicion.sinceNanos < 0) {
      suspicion.sinceNanos = now;
      suspicion.patienceNanos =
          times.silence().toNanos() / 2 + random.nextLong(1 + times.silence().toNanos() / 2);
    }
    return isSuspected(suspicion, now);
  }

  private static boolean isSuspected(Suspicion suspicion, long now) {
    return suspicion.sinceNanos >= 0 && now - suspicion.sinceNanos >= suspicion.patienceNanos;
  }

  /** Tells each part of those who hear each other of itself, unless it knows. */
  private void settle() {
    boolean merging = false;
    boolean mayMerge = mergeFromNanos >= 0 && agenda.nanos() >= mergeFromNanos;
    for (List<Member> part : parts()) {
      List<UUID> view = part.stream().map(Member::incarnation).toList();
      boolean apart = isApart(part);
      boolean known = part.stream().allMatch(member -> member.view().equals(view));
      if (known) {
        continue;
      }
      if (apart) {
        merging = true;
        if (mayMerge) {
          merge(part, view);
        }
      } else {
        install(part, view);
      }
    }
    if (merging && (mergeFromNanos < 0 || mayMerge)) {
      mergeFromNanos =
          agenda.nanos() + Chance.wait(random, times.merge().toNanos() / 2) + LOOK_NANOS;
    } else if (!merging) {
      mergeFromNanos = -1;
    }
  }

  /** The members in parts, each of which all of its members suspect nobody of; eldest first. */
  private List<List<Member>> parts() {
    long now = agenda.nanos();
    List<List<Member>> parts = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      List<Member> fitting = null;
      for (List<Member> part : parts) {
        boolean fits = true;
        for (Member other : part) {
          int j = members.indexOf(other);
          fits &=
              !isSuspected(suspicions.get(i).get(j), now)
                  && !isSuspected(suspicions.get(j).get(i), now);
        }
        if (fits) {
          fitting = part;
          break;
        }
      }
      if (fitting == null) {
        fitting = new ArrayList<>();
        parts.add(fitting);
      }
      fitting.add(member);
    }
    return parts;
  }

  /** Whether some of them have views in which others of them are not. */
  private static boolean isApart(List<Member> part) {
    for (Member one : part) {
      for (Member other : part) {
        if (!one.view().contains(other.incarnation())) {
          return true;
        }
      }
    }
    return false;
  }

  private void merge(List<Member> part, List<UUID> view) {
    merges++;
    Member winner = part.getFirst();
    for (Member member : part) {
      if (member.view().size() > winner.view().size()) {
        winner = member;
      }
    }
    for (Member member : part) {
      if (!winner.view().contains(member.incarnation())) {
        member.content().become(winner.content());
      }
    }
    // A merged view is a new one for all, also for those who had everybody in sight before.
    for (Member member : part) {
      tell(member, view, true, random.nextLong(1 + times.spread().toNanos()));
    }
  }

  private void install(List<Member> part, List<UUID> view) {
    for (Member member : part) {
      if (!member.expects(view)) {
        tell(member, view, false, random.nextLong(1 + times.spread().toNanos()));
      }
    }
  }

  private void tell(Member member, List<UUID> view, boolean merged, long delayNanos) {
    member.expect(view);
    member
        .host()
        .after(
            delayNanos,
            () -> {
              if (member.expects(view) && (merged || !member.view().equals(view))) {
                views++;
                lastViewNanos = agenda.nanos();
                trace.mix(lastViewNanos);
                trace.mix(view.size());
                trace.mix(view.getFirst().getMostSignificantBits());
                member.see(view, merged);
              }
            });
  }
}
