package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Explanation.Role;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.node.budget.RetryBudget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is in the air for one channel, and what this node has witnessed of it: the fence. A flight
 * claims what was witnessed when it began; a read joins it only if that covers what the reader has
 * seen. Guarded by the lock of its stripe.
 */
final class ChannelFlights {

  /** Flights that may take each other's place: who has seen another region flies apart. */
  private record Kind(Request<?> request, boolean abroad) {

    static Kind of(Flight<?> flight) {
      return new Kind(flight.request, flight.abroad);
    }
  }

  private final int region;
  private final FlightSettings settings;
  private final FlightEvents events;

  /** The latest flight of each kind; slower ones of the same kind hang behind it. */
  private final Map<Kind, Flight<?>> latest = new LinkedHashMap<>();

  /** Of this region. */
  private Tokens witnessed = Tokens.NONE;

  /** Of other regions, brought by their readers. Claimed for those alone: it costs more. */
  private Tokens brought = Tokens.NONE;

  /** Of each side of the border one that is not full, at most. */
  private final List<Gathering> gatherings = new ArrayList<>(0);

  private MessageId tooFarBack = MessageId.MIN;
  private int waiters;

  ChannelFlights(int region, FlightSettings settings, FlightEvents events) {
    this.region = region;
    this.settings = settings;
    this.events = events;
  }

  /** Flights that somebody waits for. */
  int size() {
    return latest.size();
  }

  /** Waiters of the flight that has most of them, slower ones included. */
  int fullest() {
    return inTheAir().stream().mapToInt(Flight::size).max().orElse(0);
  }

  boolean isIdle() {
    return latest.isEmpty() && gatherings.isEmpty();
  }

  /** From here on whatever begins comes after this point. */
  void witness(Token token) {
    if (token.region() == region) {
      witnessed = Fence.remember(witnessed, token);
    } else {
      brought = Fence.remember(brought, token);
    }
  }

  /** A write came to its end: nobody who asks from here on joins what is in the air. */
  int seal() {
    int sealed = 0;
    for (Flight<?> flight : inTheAir()) {
      if (flight.seal()) {
        sealed++;
      }
    }
    return sealed;
  }

  /** Lets a read join a flight, or begin one. */
  <A extends Answer> Boarding<A> board(
      Waiter<A> waiter, Request<A> request, Call call, Moment now) {
    if (waiters >= settings.waitersPerChannel()) {
      return new Boarding.Refused<>(
          "%d reads of the channel wait, as many as this node lets wait".formatted(waiters));
    }
    if (join(waiter, request, call, now) || gatherBehindOthers(waiter, request, call, now)) {
      return Boarding.Joined.joined();
    }
    return latest.size() < settings.flightsPerChannel()
        ? new Boarding.Leads<>(lead(waiter, request, call, now))
        : new Boarding.Alone<>(claims(call, now));
  }

  private <A extends Answer> boolean join(
      Waiter<A> waiter, Request<A> request, Call call, Moment now) {
    Flight<A> same = flightOf(new Kind(request, now.abroad()));
    if (same != null) {
      Optional<Refusal> refusal = refusal(same, call, now);
      if (refusal.isEmpty()) {
        admit(waiter, same, Role.FOLLOWED, now);
        return true;
      }
      events.refused(refusal.get());
    }
    return request instanceof History wanted && joinLarger(waiter, request, wanted, call, now);
  }

  @SuppressWarnings("unchecked") // A history's flight brings pages.
  private <A extends Answer> boolean joinLarger(
      Waiter<A> waiter, Request<A> request, History wanted, Call call, Moment now) {
    Flight<A> found = null;
    for (Flight<?> flight : latest.values()) {
      if (flight.request instanceof History larger
          && flight.abroad == now.abroad()
          && Overlap.mayHold(larger, wanted)
          && refusal(flight, call, now).isEmpty()) {
        found = (Flight<A>) flight;
      }
    }
    if (found == null) {
      return false;
    }
    waiter.request = request;
    waiter.call = call;
    admit(waiter, found, Role.SHARED, now);
    return true;
  }

  /** A follower whom nobody in the air can take along waits for those to land. */
  private <A extends Answer> boolean gatherBehindOthers(
      Waiter<A> waiter, Request<A> request, Call call, Moment now) {
    return now.shares()
        && request instanceof History wanted
        && Followers.placeOf(wanted).isPresent()
        && areFollowersInTheAir(now)
        && gather(waiter, wanted, call, now);
  }

  /**
   * Whether there are flights of followers to wait for. Who is to be served here waits for none
   * that went to another node: it may wait there for one of ours.
   */
  private boolean areFollowersInTheAir(Moment now) {
    for (Flight<?> flight : latest.values()) {
      if (flight.request instanceof History flying
          && flight.abroad == now.abroad()
          && (flight.here || !now.here())
          && Followers.placeOf(flying).isPresent()
          && now.nanos() - flight.bornNanos <= settings.joinCutOff().toNanos()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Lets a follower wait for the next flight of followers; not one who comes from so far back that
   * no page from there reaches the present.
   */
  @SuppressWarnings("unchecked") // A history is answered by a page.
  <A extends Answer> boolean gather(Waiter<A> waiter, History wanted, Call call, Moment now) {
    if (Followers.placeOf(wanted).orElseThrow().compareTo(tooFarBack) < 0) {
      return false;
    }
    Gathering gathering = gathering(wanted, now);
    if (gathering.here != now.here()) {
      return false;
    }
    waiter.role = gathering.size() == 0 ? Role.LED : Role.SHARED;
    waiter.joinedNanos = now.nanos();
    gathering.add((Waiter<Page>) waiter, wanted, call);
    waiters++;
    return true;
  }

  private Gathering gathering(History wanted, Moment now) {
    for (Gathering gathering : gatherings) {
      if (gathering.abroad == now.abroad() && gathering.size() < settings.waitersPerFlight()) {
        return gathering;
      }
    }
    Gathering first = new Gathering(wanted, now);
    gatherings.add(first);
    return first;
  }

  /** The flights of those who have gathered and are to leave now: none like them is in the air. */
  List<Flight<Page>> takeOff(long nowNanos) {
    List<Flight<Page>> leaving = new ArrayList<>(0);
    for (Gathering ready : List.copyOf(gatherings)) {
      Moment now = ready.departure(nowNanos);
      if (!areFollowersInTheAir(now)) {
        gatherings.remove(ready);
        if (ready.size() > 0) {
          leaving.add(takeOff(ready, now));
        }
      }
    }
    return leaving;
  }

  private Flight<Page> takeOff(Gathering ready, Moment now) {
    Tokens claims = claims(ready.tokens(), ready.abroad);
    Flight<Page> flight = new Flight<>(ready.request(), ready.level(), claims, now);
    register(flight);
    flight.addAll(ready.waiters());
    return flight;
  }

  /**
   * Second flights for those who wait for slow ones, if nobody else has begun one: at most one for
   * each, and so many as the budget pays for.
   */
  List<Flight<?>> second(long nowNanos, RetryBudget budget) {
    List<Flight<?>> slow = new ArrayList<>(0);
    for (Flight<?> flight : latest.values()) {
      boolean isSlow = nowNanos - flight.bornNanos > settings.joinCutOff().toNanos();
      if (isSlow && flight.mayHaveSecond() && budget.spend()) {
        slow.add(flight);
      }
    }
    List<Flight<?>> seconds = new ArrayList<>(slow.size());
    slow.forEach(flight -> seconds.add(secondOf(flight, nowNanos)));
    return seconds;
  }

  private <A extends Answer> Flight<A> secondOf(Flight<A> slow, long nowNanos) {
    Moment now = slow.again(nowNanos);
    Tokens claims =
        slow.level == ReadLevel.EVENTUAL ? Tokens.NONE : claims(slow.claims, slow.abroad);
    Flight<A> second = new Flight<>(slow.request, slow.level, claims, now);
    register(second);
    events.hedged();
    return second;
  }

  /** From further back than this no page reaches the present. */
  void learn(MessageId place) {
    tooFarBack = place.compareTo(tooFarBack) > 0 ? place : tooFarBack;
  }

  private Optional<Refusal> refusal(Flight<?> flight, Call call, Moment now) {
    if (now.here() && !flight.here) {
      return Optional.of(Refusal.ELSEWHERE);
    }
    if (now.nanos() - flight.bornNanos > settings.joinCutOff().toNanos()) {
      return Optional.of(Refusal.TOO_OLD);
    }
    if (flight.size() >= settings.waitersPerFlight()) {
      return Optional.of(Refusal.FULL);
    }
    if (call.level() == ReadLevel.EVENTUAL) {
      return Optional.empty();
    }
    if (flight.level.compareTo(call.level()) < 0) {
      return Optional.of(Refusal.WEAKER);
    }
    if (flight.isSealed()) {
      return Optional.of(Refusal.SEALED);
    }
    return flight.claims.covers(call.tokens())
        ? Optional.empty()
        : Optional.of(Refusal.NOT_COVERED);
  }

  /** Begins a flight, beside a slower one of the same request if there is any. */
  private <A extends Answer> Flight<A> lead(
      Waiter<A> waiter, Request<A> request, Call call, Moment now) {
    Flight<A> flight = new Flight<>(request, call.level(), claims(call, now), now);
    register(flight);
    admit(waiter, flight, Role.LED, now);
    return flight;
  }

  private Tokens claims(Call call, Moment now) {
    return call.level() == ReadLevel.EVENTUAL ? Tokens.NONE : claims(call.tokens(), now.abroad());
  }

  /** What a read that begins now comes after. */
  private Tokens claims(Tokens own, boolean abroad) {
    Tokens claims = Fence.claims(witnessed, own);
    if (abroad) {
      claims = Fence.claims(brought, claims);
    }
    own.listed().forEach(this::witness);
    return own.more() ? new Tokens(claims.listed(), true) : claims;
  }

  private <A extends Answer> void register(Flight<A> flight) {
    Kind kind = Kind.of(flight);
    Flight<A> slower = flightOf(kind);
    if (slower != null) {
      flight.follow(slower);
      latest.remove(kind);
    }
    latest.put(kind, flight);
  }

  private <A extends Answer> void admit(Waiter<A> waiter, Flight<A> flight, Role role, Moment now) {
    waiter.role = role;
    waiter.joinedNanos = now.nanos();
    flight.add(waiter);
    waiters++;
  }

  /** Whom a flight's success is for: also those who wait for slower ones of the same request. */
  <A extends Answer> List<Waiter<A>> succeed(Flight<A> flight) {
    if (flight.isEnded()) {
      return List.of();
    }
    List<Waiter<A>> told = new ArrayList<>();
    Flight<A> elder = flight.elder();
    while (elder != null) {
      Flight<A> next = elder.elder();
      if (flight.replaces(elder)) {
        told.addAll(end(elder));
      }
      elder = next;
    }
    told.addAll(end(flight));
    waiters -= told.size();
    return told;
  }

  /** Whom a flight's failure is for: nobody, if a younger one may still bring the same. */
  <A extends Answer> List<Waiter<A>> fail(Flight<A> flight) {
    if (flight.isEnded()) {
      return List.of();
    }
    Flight<A> younger = flight.younger();
    List<Waiter<A>> left = end(flight);
    if (younger != null && younger.replaces(flight)) {
      younger.addAll(left);
      return List.of();
    }
    waiters -= left.size();
    return left;
  }

  /** Takes those out for whom it is too late; flights that nobody waits for any more end. */
  int takeOver(long nowNanos, List<Waiter<?>> over) {
    int abandoned = 0;
    int before = over.size();
    for (Flight<?> flight : inTheAir()) {
      over.addAll(flight.takeOver(nowNanos));
      if (flight.isOfNoUse()) {
        end(flight);
        flight.abandon();
        abandoned++;
      }
    }
    gatherings.forEach(gathering -> over.addAll(gathering.takeOver(nowNanos)));
    waiters -= over.size() - before;
    return abandoned;
  }

  private List<Flight<?>> inTheAir() {
    List<Flight<?>> all = new ArrayList<>();
    for (Flight<?> first : latest.values()) {
      for (Flight<?> flight = first; flight != null; flight = flight.elder()) {
        all.add(flight);
      }
    }
    return all;
  }

  private <A extends Answer> List<Waiter<A>> end(Flight<A> flight) {
    Kind kind = Kind.of(flight);
    if (latest.get(kind) == flight) {
      Flight<A> elder = flight.elder();
      if (elder == null) {
        latest.remove(kind);
      } else {
        latest.put(kind, elder);
      }
    }
    return flight.end();
  }

  @SuppressWarnings("unchecked") // A request's flight brings its answer.
  private <A extends Answer> @Nullable Flight<A> flightOf(Kind kind) {
    return (Flight<A>) latest.get(kind);
  }
}
