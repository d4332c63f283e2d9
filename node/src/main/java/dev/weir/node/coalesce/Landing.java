package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Explanation;
import dev.weir.messages.Explanation.Step;
import dev.weir.messages.History;
import dev.weir.messages.Page;
import dev.weir.messages.Receipt;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import dev.weir.node.sharing.Part;
import dev.weir.node.sharing.Shared;
import dev.weir.node.sharing.Whole;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A flight's answer meets those who waited for it: all get the same one, or their part of it. */
final class Landing<A extends Answer> {

  private final Flight<A> flight;
  private final Served<A> served;
  private final Receipt receipt;
  private final Whereabouts whereabouts;
  private final int waiters;

  Landing(Flight<A> flight, Served<A> served, Whereabouts whereabouts, int waiters) {
    this.flight = flight;
    this.served = served;
    this.receipt =
        new Receipt(served.receipt().token(), served.receipt().degraded(), Optional.empty());
    this.whereabouts = whereabouts;
    this.waiters = waiters;
  }

  /**
   * Tells everybody, on this thread, and gives back those whose part the answer turned out not to
   * hold.
   */
  List<Waiter<A>> tell(List<Waiter<A>> told) {
    List<Waiter<A>> unserved = new ArrayList<>(0);
    try (Whole whole = new Whole(served.answer())) {
      Served<A> all =
          waiters == 1
              ? Served.of(served.answer(), receipt)
              : new Shared<>(whole, Optional.empty(), receipt);
      for (Waiter<A> waiter : told) {
        tell(waiter, all, whole, unserved);
      }
    }
    return unserved;
  }

  /** No defect that one of them meets leaves the others waiting. */
  private void tell(Waiter<A> waiter, Served<A> all, Whole whole, List<Waiter<A>> unserved) {
    try {
      Optional<Served<A>> share = shareOf(waiter, all, whole);
      if (share.isPresent()) {
        waiter.complete(share.get());
      } else {
        unserved.add(waiter);
      }
    } catch (RuntimeException e) {
      waiter.completeExceptionally(WeirException.of(e));
    }
  }

  private Optional<Served<A>> shareOf(Waiter<A> waiter, Served<A> all, Whole whole) {
    Receipt own = waiter.explained ? receipt.with(explanation(waiter)) : receipt;
    if (waiter.request instanceof History wanted
        && flight.request instanceof History asked
        && !wanted.equals(asked)) {
      Optional<Part> part = Overlap.part(asked, (Page) served.answer(), wanted);
      return part.map(some -> new Shared<>(whole, Optional.of(some), own));
    }
    if (!waiter.explained) {
      return Optional.of(all);
    }
    return Optional.of(
        waiters == 1
            ? Served.of(served.answer(), own)
            : new Shared<>(whole, Optional.empty(), own));
  }

  /** What this node did, and then, if another one was asked, what that did. */
  private Explanation explanation(Waiter<A> waiter) {
    List<Step> steps = new ArrayList<>();
    List<Step> behind = served.receipt().explanation().map(Explanation::steps).orElse(List.of());
    boolean asked = !behind.isEmpty() && behind.getFirst().node().equals(whereabouts.self());
    Step own = asked ? behind.getFirst() : whereabouts.step(channel(), "");
    long ageNanos = Math.max(0, waiter.joinedNanos - flight.bornNanos);
    steps.add(
        new Step(
            own.node(),
            own.owner(),
            own.epoch(),
            waiter.role,
            TimeUnit.NANOSECONDS.toMicros(ageNanos),
            waiters,
            own.consistency()));
    behind.stream().skip(asked ? 1 : 0).limit(1).forEach(steps::add);
    return new Explanation(steps);
  }

  private ChannelId channel() {
    return flight.request.routingKey().orElseThrow();
  }
}
