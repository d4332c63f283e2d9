package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Explanation.Role;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.Ticker;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.messages.WeirException;
import dev.weir.node.budget.RetryBudget;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets reads that are under way at the same time share one query, in three steps.
 *
 * <ol>
 *   <li>A read joins a flight that brings what it wants and began after everything that its reader
 *       has seen. Else it begins one.
 *   <li>When the flight's answer is there, everybody who waits for it gets the same one, or his
 *       part.
 *   <li>When a write has come to its end, the channel's flights are closed to newcomers before its
 *       writer hears of it.
 * </ol>
 *
 * <p>Nothing is kept once it was told: neither answers nor failures nor absences.
 */
public final class Coalescer implements Room {

  /** How long a flight may take in all; its waiters leave by their own deadlines before. */
  private static final Duration LIFE = Deadline.MAX;

  private static final Duration BACK_OFF = Duration.ofMillis(100);

  private final Room next;
  private final int region;
  private final Whereabouts whereabouts;
  private final Airspace airspace;
  private final Ticker ticker;
  private final FlightEvents events;
  private final RetryBudget seconds;

  /**
   * A room before {@code next}.
   *
   * @param region the number of this node's region
   * @param seconds of second flights; earned here only by flights that another node serves, as
   *     those that are served here earn it where the database is asked
   */
  public Coalescer(
      Room next,
      int region,
      Whereabouts whereabouts,
      FlightSettings settings,
      RetryBudget seconds,
      Ticker ticker,
      FlightEvents events) {
    this.next = next;
    this.region = region;
    this.whereabouts = whereabouts;
    this.airspace = new Airspace(region, settings, events);
    this.seconds = seconds;
    this.ticker = ticker;
    this.events = events;
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    Optional<ChannelId> channel = request.routingKey();
    if (channel.isEmpty()) {
      return next.pass(request, call);
    }
    if (!(request instanceof History || request instanceof Get)) {
      return next.pass(request, call)
          .whenComplete((served, failure) -> written(channel.get(), served));
    }
    if (call.level() == ReadLevel.STRONG) {
      return alone(request, channel.get(), call);
    }
    return board(new Waiter<>(call), request, call, now(channel.get(), call, true));
  }

  /** Flights that somebody waits for. */
  public int flights() {
    return airspace.flights();
  }

  /** Those who wait for the flight that has most of them; looks at all, so not for every second. */
  public int fullest() {
    return airspace.fullest();
  }

  /** Reads that wait for a flight. */
  public int waiters() {
    return airspace.waiters();
  }

  /** Channels of which it is remembered what was seen. */
  int channels() {
    return airspace.channels();
  }

  /**
   * Ends the waiting of those whose time is over or who are gone, and flights that nobody waits for
   * any more; begins second ones beside those that are slow. To be called every few milliseconds,
   * by whoever keeps time; does not block.
   */
  public void takeOver() {
    if (airspace.isQuiet()) {
      return;
    }
    List<Waiter<?>> over = new ArrayList<>();
    long now = ticker.nanos();
    int abandoned = airspace.takeOver(now, over);
    airspace.takeOff(now, seconds).forEach(this::depart);
    for (int i = 0; i < abandoned; i++) {
      events.abandoned();
    }
    for (Waiter<?> waiter : over) {
      count(waiter.role, 1);
      waiter.completeExceptionally(
          new WeirException(
              ErrorCode.DEADLINE_EXCEEDED,
              "the deadline passed, or the caller left, before the database had answered"));
    }
  }

  private boolean hasSeenOtherRegions(Call call) {
    if (call.level() == ReadLevel.EVENTUAL) {
      return false;
    }
    for (Token token : call.tokens().listed()) {
      if (token.region() != region) {
        return true;
      }
    }
    return false;
  }

  /** A read that shares nothing. What it brings counts as seen all the same. */
  private <A extends Answer> CompletionStage<Served<A>> alone(
      Request<A> request, ChannelId channel, Call call) {
    return next.pass(request, call)
        .whenComplete((served, failure) -> {
          count(Role.ALONE, 1);
          if (served != null) {
            ownToken(served).ifPresent(token -> airspace.witness(channel, token));
          }
        });
  }

  private void written(ChannelId channel, @Nullable Served<?> served) {
    events.sealed(airspace.seal(channel, served == null ? Optional.empty() : ownToken(served)));
  }

  private Moment now(ChannelId channel, Call call, boolean shares) {
    boolean here = call.forwarded() || whereabouts.isHere(channel);
    return new Moment(ticker.nanos(), here, shares, hasSeenOtherRegions(call), call.regional());
  }

  private <A extends Answer> CompletionStage<Served<A>> board(
      Waiter<A> waiter, Request<A> request, Call call, Moment now) {
    ChannelId channel = channelOf(request);
    return switch (airspace.board(channel, waiter, request, call, now)) {
      case Boarding.Joined<A> _ -> waiter;
      case Boarding.Leads<A>(Flight<A> flight) -> {
        depart(flight);
        yield waiter;
      }
      case Boarding.Alone<A>(Tokens claims) -> alone(request, channel, call.after(claims));
      case Boarding.Refused<A>(String why) ->
          CompletableFuture.failedStage(new WeirException(ErrorCode.OVERLOADED, why, BACK_OFF));
    };
  }

  private <A extends Answer> void depart(Flight<A> flight) {
    if (!flight.here) {
      seconds.tried();
    }
    Deadline deadline = Deadline.in(LIFE, ticker);
    Call call =
        new Call(
            deadline,
            flight.level,
            flight.here,
            flight.regional,
            Optional.empty(),
            flight.claims,
            true,
            flight);
    var _ =
        next.pass(flight.request, call)
            .whenComplete((served, failure) -> {
              if (served != null) {
                landed(flight, served);
              } else {
                failed(flight, WeirException.of(failure));
              }
              airspace.takeOff(channelOf(flight.request), ticker.nanos()).forEach(this::depart);
            });
  }

  private <A extends Answer> void landed(Flight<A> flight, Served<A> served) {
    List<Waiter<A>> told = airspace.succeed(channelOf(flight.request), flight, ownToken(served));
    if (told.isEmpty()) {
      return;
    }
    count(told);
    List<Waiter<A>> unserved = new Landing<>(flight, served, whereabouts, told.size()).tell(told);
    if (!unserved.isEmpty()) {
      again(unserved, flight, served);
    }
  }

  private <A extends Answer> void failed(Flight<A> flight, WeirException failure) {
    List<Waiter<A>> told = airspace.fail(channelOf(flight.request), flight);
    count(told);
    for (Waiter<A> waiter : told) {
      waiter.completeExceptionally(failure);
    }
  }

  /**
   * Followers who did not find their part on the page: it ended before it came to them, so they
   * leave together in the next flight, which reads from the present backwards; or it did not go
   * back as far as to them, so each reads for itself.
   */
  private <A extends Answer> void again(
      List<Waiter<A>> unserved, Flight<A> flight, Served<A> served) {
    ChannelId channel = channelOf(flight.request);
    boolean tooFarBack =
        flight.request instanceof History asked && asked.slice() instanceof Slice.Since;
    if (tooFarBack && served.answer() instanceof Page page && !page.messages().isEmpty()) {
      airspace.learn(channel, page.messages().getLast().id());
    }
    for (Waiter<A> waiter : unserved) {
      Request<A> request = Objects.requireNonNull(waiter.request);
      Call call = Objects.requireNonNull(waiter.call);
      Moment now = now(channel, call, !tooFarBack);
      boolean gathers =
          !tooFarBack
              && request instanceof History wanted
              && airspace.gather(channel, waiter, wanted, call, now);
      if (!gathers) {
        waiter.request = null;
        waiter.call = null;
        joinByItself(waiter, request, call, now);
      }
    }
  }

  private <A extends Answer> void joinByItself(
      Waiter<A> waiter, Request<A> request, Call call, Moment now) {
    CompletionStage<Served<A>> stage = board(waiter, request, call, now.alone());
    if (!stage.equals(waiter)) {
      var _ =
          stage.whenComplete((served, failure) -> {
            if (served != null) {
              waiter.complete(served);
            } else {
              waiter.completeExceptionally(WeirException.of(failure));
            }
          });
    }
  }

  private static ChannelId channelOf(Request<?> request) {
    return request.routingKey().orElseThrow();
  }

  private Optional<Token> ownToken(Served<?> served) {
    return served.receipt().token().filter(token -> token.region() == region);
  }

  private <A extends Answer> void count(List<Waiter<A>> told) {
    Map<Role, Integer> byRole = new EnumMap<>(Role.class);
    for (Waiter<A> waiter : told) {
      byRole.merge(waiter.role, 1, Integer::sum);
    }
    byRole.forEach(this::count);
  }

  private void count(Role role, int reads) {
    events.answered(role, reads);
  }
}
