package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Request;
import dev.weir.messages.Token;
import dev.weir.node.budget.RetryBudget;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** All flights of a node, and the fences of its channels. Any thread. */
final class Airspace {

  private static final int STRIPES = 64;

  private final FlightSettings settings;
  private final Stripe[] stripes = new Stripe[STRIPES];
  private final AtomicInteger waiters = new AtomicInteger();

  Airspace(int region, FlightSettings settings, FlightEvents events) {
    this.settings = settings;
    int idle = Math.ceilDiv(settings.channels(), STRIPES);
    Arrays.setAll(stripes, i -> new Stripe(region, settings, idle, events));
  }

  /** Reads that wait. */
  int waiters() {
    return waiters.get();
  }

  /** Whether there is nothing that time could end or begin. Quick. */
  boolean isQuiet() {
    for (Stripe stripe : stripes) {
      if (!stripe.isQuiet()) {
        return false;
      }
    }
    return true;
  }

  /** Flights that somebody waits for. */
  int flights() {
    int flights = 0;
    for (Stripe stripe : stripes) {
      flights += stripe.isQuiet() ? 0 : stripe.flights();
    }
    return flights;
  }

  /** Waiters of the flight that has most of them. */
  int fullest() {
    int most = 0;
    for (Stripe stripe : stripes) {
      most = Math.max(most, stripe.isQuiet() ? 0 : stripe.fullest());
    }
    return most;
  }

  /** Channels of which it is remembered what was witnessed. */
  int channels() {
    return Arrays.stream(stripes).mapToInt(stripe -> stripe.remembered().size()).sum();
  }

  /** Lets a read join a flight, or begin one. */
  <A extends Answer> Boarding<A> board(
      ChannelId channel, Waiter<A> waiter, Request<A> request, Call call, Moment now) {
    if (waiters.incrementAndGet() > settings.waiters()) {
      waiters.decrementAndGet();
      return new Boarding.Refused<>(
          "%d reads wait, as many as this node lets wait".formatted(settings.waiters()));
    }
    Boarding<A> boarding =
        stripe(channel).with(channel, flights -> flights.board(waiter, request, call, now));
    if (boarding instanceof Boarding.Alone || boarding instanceof Boarding.Refused) {
      waiters.decrementAndGet();
    }
    return boarding;
  }

  /** A read that was alone has ended. */
  void witness(ChannelId channel, Token token) {
    int _ =
        stripe(channel)
            .with(
                channel,
                flights -> {
                  flights.witness(token);
                  return 0;
                });
  }

  /** A write came to its end; how many flights take no newcomers any more. */
  int seal(ChannelId channel, Optional<Token> token) {
    return stripe(channel)
        .with(
            channel,
            flights -> {
              token.ifPresent(flights::witness);
              return flights.seal();
            });
  }

  /** Lets a follower wait for the next flight of followers; whether it may. */
  <A extends Answer> boolean gather(
      ChannelId channel, Waiter<A> waiter, History wanted, Call call, Moment now) {
    boolean gathers =
        stripe(channel).with(channel, flights -> flights.gather(waiter, wanted, call, now));
    waiters.addAndGet(gathers ? 1 : 0);
    return gathers;
  }

  /** As {@link ChannelFlights#takeOff}. */
  List<Flight<Page>> takeOff(ChannelId channel, long nowNanos) {
    return stripe(channel).with(channel, flights -> flights.takeOff(nowNanos));
  }

  /** A page from {@code place} did not reach the present. */
  void learn(ChannelId channel, MessageId place) {
    int _ =
        stripe(channel)
            .with(
                channel,
                flights -> {
                  flights.learn(place);
                  return 0;
                });
  }

  /**
   * The flights of all channels whose time to leave has come: of those who gathered, and second
   * ones.
   */
  List<Flight<?>> takeOff(long nowNanos, RetryBudget budget) {
    List<Flight<?>> leaving = new ArrayList<>(0);
    for (Stripe stripe : stripes) {
      if (!stripe.isQuiet()) {
        stripe.takeOff(nowNanos, budget, leaving);
      }
    }
    return leaving;
  }

  /** Whom a success is for, now that it was witnessed. */
  <A extends Answer> List<Waiter<A>> succeed(
      ChannelId channel, Flight<A> flight, Optional<Token> token) {
    return counted(
        stripe(channel)
            .with(
                channel,
                flights -> {
                  token.ifPresent(flights::witness);
                  return flights.succeed(flight);
                }));
  }

  /** Whom a failure is for. */
  <A extends Answer> List<Waiter<A>> fail(ChannelId channel, Flight<A> flight) {
    return counted(stripe(channel).with(channel, flights -> flights.fail(flight)));
  }

  /** As {@link ChannelFlights#takeOver}, of all channels. */
  int takeOver(long nowNanos, List<Waiter<?>> over) {
    int abandoned = 0;
    for (Stripe stripe : stripes) {
      if (!stripe.isQuiet()) {
        abandoned += stripe.takeOver(nowNanos, over);
      }
    }
    if (!over.isEmpty()) {
      waiters.addAndGet(-over.size());
    }
    return abandoned;
  }

  private <A extends Answer> List<Waiter<A>> counted(List<Waiter<A>> told) {
    waiters.addAndGet(-told.size());
    return told;
  }

  private Stripe stripe(ChannelId channel) {
    return stripes[(int) (channel.hash() & (STRIPES - 1))];
  }
}
