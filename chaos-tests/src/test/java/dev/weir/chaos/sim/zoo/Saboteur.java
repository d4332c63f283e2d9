package dev.weir.chaos.sim.zoo;

import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Durability;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.MessageId;
import dev.weir.messages.Messages;
import dev.weir.messages.Page;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.node.store.Cells;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What mutants call instead of what the house would call. Each mutant's house has a saboteur of its
 * own, and a run has one thread, so what is remembered here is of one house. Types that only their
 * own package sees come as objects.
 */
public final class Saboteur {

  private static final Map<Object, Boolean> SENT = new IdentityHashMap<>();

  private static boolean somebodyLeft;
  private static Object failing = "";

  private Saboteur() {}

  /** Another run begins. */
  static void forget() {
    SENT.clear();
    somebodyLeft = false;
    failing = "";
  }

  /** {@code Call.after}: without the tokens. */
  public static Call withoutTokens(Call call, Object tokens) {
    return call;
  }

  /** {@code Call.stay}, {@code Call.forward}: as if it were the first hop. */
  public static Call asItWas(Call call) {
    return call;
  }

  /** {@code Call.kept}: one region is enough for everything. */
  public static Call keptInOne(Call call, Durability wanted) {
    return call.kept(Durability.REGION);
  }

  /** {@code HybridClock.nextMicros}: what the machine's clock says. */
  public static long wallMicros(Object clock) {
    return (long) Inside.call(clock, "wallMicros");
  }

  /** {@code Math.max}: the first of two. */
  public static long first(long one, long other) {
    return one;
  }

  /** {@code Flight.takeOver}: notes whether somebody left. */
  public static Object leave(Object flight, long nowNanos) {
    Object over = Inside.call(flight, "takeOver", nowNanos);
    somebodyLeft = !((List<?>) over).isEmpty();
    return over;
  }

  /** {@code Flight.isOfNoUse}: where one leaves the flight ends for all. */
  public static boolean hasLost(Object flight) {
    return somebodyLeft || (boolean) Inside.call(flight, "isOfNoUse");
  }

  /** {@code Flight.elder}: the younger one. */
  public static Object younger(Object flight) {
    return Inside.call(flight, "younger");
  }

  /** {@code Airspace.fail}: notes whose flight failed. */
  public static Object failing(Object airspace, Object channel, Object flight) {
    failing = Inside.field(flight, "request");
    return Inside.call(airspace, "fail", channel, flight);
  }

  /** {@code Waiter.completeExceptionally}: nothing was found. */
  public static boolean foundNothing(Object waiter, Throwable failure) {
    @SuppressWarnings("unchecked")
    CompletableFuture<Object> stage = (CompletableFuture<Object>) waiter;
    return stage.complete(
        failing instanceof Get
            ? Served.of(new Found(Optional.empty()), Receipt.NONE)
            : Served.of(Page.EMPTY, Receipt.NONE));
  }

  /** {@code Origin.pass}: the token is drawn when the read begins. */
  public static CompletionStage<?> tokenAtStart(Object origin, Request<?> request, Call call) {
    Receipt receipt = (Receipt) Inside.call(origin, "receipt", request, call);
    Messages store = (Messages) Inside.field(origin, "store");
    return request.ask(store, call).thenApply(answer -> Served.of(answer, receipt));
  }

  /** {@code Room.pass}: an append that is sent again gets another name. */
  public static CompletionStage<?> renamed(Room room, Request<?> request, Call call) {
    boolean again = SENT.put(request, true) != null;
    return request instanceof Append append && again
        ? room.pass(
            new Append(
                append.channel(),
                new MessageId(append.id().value() + 1),
                append.author(),
                append.body()),
            call)
        : room.pass(request, call);
  }

  /** {@code Window.sent}: the oldest request in flight, whichever was answered. */
  public static Optional<?> oldest(Object window, long id) {
    Map<?, ?> inFlight = (Map<?, ?>) Inside.field(window, "inFlight");
    return inFlight.containsKey(id)
        ? Optional.of(Inside.call(inFlight.values().iterator().next(), "errand"))
        : Optional.empty();
  }

  /** {@code Speaker.say}: twice. */
  public static void sayTwice(Object speaker, long id, Object spread, Object outcome) {
    Inside.call(speaker, "say", id, spread, outcome);
    Inside.call(speaker, "say", id, spread, outcome);
  }

  /** {@code Math.max}: the second of two. */
  public static long second(long one, long other) {
    return other;
  }

  /** {@code Cells.edited}: with an author. */
  public static Cells editedWithAuthor(Body body, long atMicros) {
    return new Cells(
        Optional.of(new Cells.Author(0, atMicros)),
        Optional.of(new Cells.Text(body, Optional.of(atMicros), atMicros)),
        Cells.NEVER);
  }
}
