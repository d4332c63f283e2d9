package dev.weir.node.failover;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Request;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request's way from region to region, to exactly one outcome. Everything that happens to it
 * (an answer, a failure, time) is looked at under its lock, which gives a {@link Plan}; plans are
 * carried out without it. A success always counts, whichever attempt brings it first; but one of
 * another region that may lack something waits while home may still do better.
 *
 * @param <A> what was asked for
 */
final class Journey<A extends Answer> extends CompletableFuture<Served<A>> {

  /** Who has less time left is not sent on: it could not be answered in time. */
  private static final long HARDLY_NANOS = 10_000_000;

  private final int number;
  private final Request<A> request;
  private final Call call;
  private final Nature nature;
  private final Surroundings around;

  /** All askings so far, first to last. Guarded by this. */
  private final List<Attempt> attempts = new ArrayList<>(2);

  /** Guarded by this. */
  private final Candidates candidates;

  /** A success of another region that may lack something. Guarded by this. */
  private @Nullable Served<A> held;

  /** A failure after which nobody else is asked. Guarded by this. */
  private boolean hopeless;

  /** Whether the budget has refused a hedge. Guarded by this. */
  private boolean hedgeRefused;

  /** Whether the budget has refused a second attempt. Guarded by this. */
  private boolean refused;

  /** Whether there is an outcome. Guarded by this. */
  private boolean over;

  /** Asks nobody yet; {@code number} tells it from others that are under way. */
  Journey(int number, Request<A> request, Call call, Nature nature, Surroundings around) {
    this.number = number;
    this.request = request;
    this.call = call;
    this.nature = nature;
    this.around = around;
    this.candidates = new Candidates(around, nature, attempts);
  }

  /**
   * Its number, not its place in memory: so that whoever goes through all journeys finds those of
   * two equal runs in equal order.
   */
  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  /** Asks the first region. */
  void begin() {
    Plan<A> plan;
    synchronized (this) {
      plan = first(around.ticker().nanos());
    }
    carryOut(plan);
  }

  /** Looks what time asks for; every few milliseconds. */
  void look(long nowNanos) {
    Plan<A> plan;
    synchronized (this) {
      plan = timePassed(nowNanos);
    }
    carryOut(plan);
  }

  private void answered(Attempt attempt, @Nullable Served<A> served, @Nullable Throwable thrown) {
    long now = around.ticker().nanos();
    Optional<WeirException> failure = Optional.ofNullable(thrown).map(WeirException::of);
    Plan<A> plan;
    synchronized (this) {
      attempt.outstanding = false;
      attempt.failure = failure.orElse(null);
      attempt.settle(nature, verdict(attempt, now), now, attempt.said());
      plan = over ? new Plan.Await<>() : ended(attempt, served, now);
    }
    attempt.target.leave(nature);
    around.events().answered(attempt.target.region(), failure.map(WeirException::code));
    carryOut(plan);
  }

  private Verdict verdict(Attempt attempt, long now) {
    if (attempt.failure == null) {
      return Verdict.GOOD;
    }
    long patience =
        attempt.isHome()
            ? around.settings().slowCall().toNanos()
            : around.settings().localLimit().toNanos();
    boolean patient = now - attempt.beganNanos >= patience && !call.caller().isGone();
    return Verdict.of(attempt.failure, patient);
  }

  private void carryOut(Plan<A> plan) {
    switch (plan) {
      case Plan.Await<A> _ -> {}
      case Plan.Ask<A>(Attempt attempt) -> send(attempt);
      case Plan.Give<A>(Served<A> served) -> {
        around.underWay().remove(this);
        complete(served);
      }
      case Plan.Fail<A>(WeirException failure) -> {
        around.underWay().remove(this);
        completeExceptionally(failure);
      }
    }
  }

  private void send(Attempt attempt) {
    CompletionStage<Served<A>> answer;
    try {
      answer = attempt.target.room().pass(request, attempt.call);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedStage(e);
    }
    var _ = answer.whenComplete((served, failure) -> answered(attempt, served, failure));
  }

  // What follows is done under the lock.

  private Plan<A> first(long now) {
    if (isLate(now)) {
      return fail(Failures.late(attempts));
    }
    Home home = around.home();
    Admittance said = Admittance.OPEN;
    if (nature.regional() || home.isHomeOf(nature.place())) {
      said = home.enter(nature);
      if (said == Admittance.ADMITTED) {
        return ask(home, now, false, false);
      }
      if (said == Admittance.FULL) {
        return fail(Failures.full());
      }
      if (nature.regional()) {
        return said == Admittance.OPEN && home.mayBeLast()
            ? askAsLast(now)
            : fail(said == Admittance.OPEN ? Failures.left(home) : Failures.channelLeft());
      }
    }
    return firstAbroad(now, said == Admittance.CHANNEL_OPEN);
  }

  private Plan<A> firstAbroad(long now, boolean channelOpen) {
    boolean full = false;
    for (Peer peer : around.peers()) {
      Admittance said = peer.enter(nature);
      if (said == Admittance.ADMITTED) {
        return ask(peer, now, false, false);
      }
      full |= said == Admittance.FULL;
    }
    if (full) {
      return fail(Failures.full());
    }
    if (channelOpen) {
      return fail(Failures.channelLeft());
    }
    return askAsLast(now);
  }

  private Plan<A> askAsLast(long now) {
    return around.home().enterAsLast(nature) == Admittance.ADMITTED
        ? ask(around.home(), now, false, true)
        : fail(Failures.full());
  }

  private Plan<A> ended(Attempt attempt, @Nullable Served<A> served, long now) {
    if (served != null) {
      return succeeded(attempt, served);
    }
    WeirException failure = attempt.failure;
    if (failure != null && !Failures.goesOn(failure, isLate(now))) {
      hopeless |= !attempt.hedge;
    }
    return candidates.isAwaiting() ? new Plan.Await<>() : goOn(now);
  }

  private Plan<A> succeeded(Attempt attempt, Served<A> served) {
    boolean mayLack = served.receipt().degraded().isPresent() && !attempt.isHome();
    if (mayLack && candidates.isAwaiting()) {
      held = served;
      return new Plan.Await<>();
    }
    if (attempt.hedge) {
      around.events().hedgeWon(attempt.target.region());
    }
    return give(served);
  }

  private Plan<A> timePassed(long now) {
    if (over) {
      return new Plan.Await<>();
    }
    if (isLate(now)) {
      return held == null ? fail(Failures.late(attempts)) : give(held);
    }
    for (Attempt attempt : attempts) {
      stopAwaiting(attempt, now);
    }
    return candidates.isAwaiting() ? hedge(now) : goOn(now);
  }

  private void stopAwaiting(Attempt attempt, long now) {
    if (!attempt.outstanding || !attempt.awaited || nature.regional()) {
      return;
    }
    if (attempt.isHome()) {
      boolean left = around.home().isLeft() && !attempt.last;
      boolean late = isLate(attempt, now, around.settings().localLimit().toNanos());
      if ((left || (late && !nature.everywhere()))
          && (held != null || candidates.hasOther(attempt))) {
        attempt.awaited = false;
        attempt.settle(nature, left ? Verdict.NEUTRAL : Verdict.FAILED, now, "no answer in time");
      }
    } else if (isLate(attempt, now, around.settings().remoteLimit().toNanos())) {
      attempt.settle(nature, Verdict.FAILED, now, "no answer in time");
      attempt.awaited = held == null && !candidates.hasOther(attempt);
    }
  }

  private static boolean isLate(Attempt attempt, long now, long limitNanos) {
    return now - attempt.beganNanos >= limitNanos;
  }

  private boolean isLate(long now) {
    return call.deadline().atNanos() - now <= 0;
  }

  private Plan<A> hedge(long now) {
    Attempt only = attempts.getFirst();
    if (hedgeRefused
        || attempts.size() > 1
        || !only.isHome()
        || !nature.isHedgeable()
        || now - only.beganNanos < around.home().hedgeAfterNanos()) {
      return new Plan.Await<>();
    }
    Optional<Peer> peer = candidates.enterPeer();
    if (peer.isEmpty()) {
      return new Plan.Await<>();
    }
    if (!around.budget().spend()) {
      hedgeRefused = true;
      goBack(peer.get());
      return new Plan.Await<>();
    }
    around.events().hedged(peer.get().region());
    return ask(peer.get(), now, true, false);
  }

  /** Asks the next one, or ends. Nothing is awaited. */
  private Plan<A> goOn(long now) {
    if (held != null) {
      return give(held);
    }
    Optional<Attempt> next = mayGoOn(now) ? next(now) : Optional.empty();
    if (next.isPresent()) {
      return new Plan.Ask<>(next.get());
    }
    for (Attempt attempt : attempts) {
      if (attempt.outstanding && !hopeless) {
        return new Plan.Await<>();
      }
    }
    return fail(isLate(now) ? Failures.late(attempts) : Failures.told(attempts, nature.write()));
  }

  private boolean mayGoOn(long now) {
    return !hopeless
        && !refused
        && call.deadline().atNanos() - now > HARDLY_NANOS
        && !call.caller().isGone();
  }

  private Optional<Attempt> next(long now) {
    Optional<? extends Guarded> target =
        candidates.mayAskPeers() ? candidates.enterPeer() : Optional.empty();
    if (target.isEmpty()) {
      target = candidates.enterHome();
    }
    boolean last = target.isEmpty();
    if (last) {
      target = candidates.enterHomeAsLast();
    }
    if (target.isEmpty()) {
      return Optional.empty();
    }
    if (!around.budget().spend()) {
      refused = true;
      goBack(target.get());
      return Optional.empty();
    }
    around.events().retried(target.get().region());
    return Optional.of(attempt(target.get(), now, false, last));
  }

  private void goBack(Guarded target) {
    around.events().refusedByBudget();
    target.settle(nature, Verdict.NEUTRAL, 0, "");
    target.leave(nature);
  }

  private Plan<A> ask(Guarded target, long now, boolean hedge, boolean last) {
    return new Plan.Ask<>(attempt(target, now, hedge, last));
  }

  /** Whoever is not the last one to be asked gets no more time than a region's limit. */
  private Attempt attempt(Guarded target, long now, boolean hedge, boolean last) {
    Call sent = call;
    if (target instanceof Peer) {
      long limit = now + around.settings().remoteLimit().toNanos();
      boolean bounded = call.deadline().atNanos() - limit > 0 && candidates.isFollowed(target);
      sent = bounded ? call.stay().within(new Deadline(limit)) : call.stay();
    }
    Attempt attempt = new Attempt(target, sent, now, hedge, last);
    attempts.add(attempt);
    return attempt;
  }

  private Plan<A> give(Served<A> served) {
    over = true;
    return new Plan.Give<>(served);
  }

  private Plan<A> fail(WeirException failure) {
    over = true;
    return new Plan.Fail<>(failure);
  }
}
