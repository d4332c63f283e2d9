package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Coalescing in as few lines as it can be done in, with one mistake at a time that somebody has
 * made: what tells whether the tests would notice.
 */
record NaiveDesign(Flaw flaw) implements World.Design {

  /** The mistakes. */
  enum Flaw {
    /** None: in one thread the short form is right. */
    NONE,
    /** As in Guava and Caffeine: whoever comes joins what is under way. */
    NO_FENCE,
    /** Writes close flights, but only on their own node. */
    TOKENS_IGNORED,
    /** What a node has witnessed is not demanded of the node that it asks. */
    TOKENS_NOT_SENT_ON,
    /** A read's token is the point at which it began. */
    TOKEN_OF_THE_START,
    /** The key lacks the limit. */
    KEY_TOO_COARSE,
    /** A run's end drops whatever is under its key. */
    REMOVED_BY_KEY_ALONE,
    /** What was told once is told again. */
    ANSWERS_KEPT,
    /** Nobody looks at the region of a token. */
    OTHER_REGIONS_IGNORED,
    /** What fails in passing fails everybody. */
    ERRORS_FANNED_OUT,
    /** Reads that were sent to be served here wait for what was sent on. */
    SENT_ON_IN_CIRCLES
  }

  @Override
  public Room origin(GatedStore store, int region, long incarnation, LongSupplier sequence) {
    Room tokens = new Tokening(store, region, incarnation, sequence);
    return flaw == Flaw.OTHER_REGIONS_IGNORED
        ? tokens
        : new OtherRegions(tokens, region, new NoOtherRegion(), Duration.ZERO, () -> 0);
  }

  @Override
  public Room retrying(Room origin) {
    return flaw == Flaw.ERRORS_FANNED_OUT ? origin : World.Design.super.retrying(origin);
  }

  @Override
  public Room sharing(Room next, int region, Whereabouts whereabouts) {
    return new Sharing(next, region, whereabouts);
  }

  private final class Tokening implements Room {
    private final Room next;
    private final int region;
    private final long incarnation;
    private final LongSupplier sequence;

    Tokening(Room next, int region, long incarnation, LongSupplier sequence) {
      this.next = next;
      this.region = region;
      this.incarnation = incarnation;
      this.sequence = sequence;
    }

    @Override
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      long start = sequence.getAsLong();
      return next.pass(request, call)
          .thenApply(served -> {
            boolean early = flaw == Flaw.TOKEN_OF_THE_START && request instanceof History;
            long point = early ? start : sequence.getAsLong();
            return Served.of(served.answer(), Receipt.of(new Token(region, incarnation, point)));
          });
    }
  }

  private record Key(Object request, ReadLevel level, boolean here) {}

  private static final class Run {
    final CompletableFuture<Served<Answer>> outcome = new CompletableFuture<>();
    Tokens claims = Tokens.NONE;
  }

  private final class Sharing implements Room {
    private final Room next;
    private final int region;
    private final Whereabouts whereabouts;
    private final Map<Key, Run> runs = new HashMap<>();
    private Tokens witnessed = Tokens.NONE;

    Sharing(Room next, int region, Whereabouts whereabouts) {
      this.next = next;
      this.region = region;
      this.whereabouts = whereabouts;
    }

    @Override
    @SuppressWarnings("unchecked") // A request's run has its answer.
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      if (!(request instanceof History || request instanceof Get)) {
        return next.pass(request, call).thenApply(this::written);
      }
      boolean foreign = !call.tokens().outside(region).isEmpty();
      if (call.level() == ReadLevel.STRONG || (foreign && flaw != Flaw.OTHER_REGIONS_IGNORED)) {
        return next.pass(request, call).thenApply(this::witness);
      }
      boolean here = call.forwarded() || whereabouts.isHere(request.routingKey().orElseThrow());
      boolean apart = here && flaw != Flaw.SENT_ON_IN_CIRCLES;
      Key key = new Key(keyOf(request), call.level(), apart);
      Run run = runs.get(key);
      if (run == null || !covers(run, call)) {
        run = new Run();
        runs.put(key, run);
        start(run, key, request, here ? call.forward() : call);
      }
      return (CompletionStage<Served<A>>) (CompletionStage<?>) run.outcome;
    }

    private Object keyOf(Request<?> request) {
      return flaw == Flaw.KEY_TOO_COARSE && request instanceof History history
          ? history.slice()
          : request;
    }

    private boolean covers(Run run, Call call) {
      return switch (flaw) {
        case NO_FENCE, TOKENS_IGNORED, OTHER_REGIONS_IGNORED -> true;
        default -> call.level() == ReadLevel.EVENTUAL || run.claims.covers(call.tokens());
      };
    }

    private <A extends Answer> void start(Run run, Key key, Request<A> request, Call call) {
      witnessed = witnessed.and(call.tokens());
      run.claims = witnessed;
      Tokens demanded = flaw == Flaw.TOKENS_NOT_SENT_ON ? Tokens.NONE : run.claims;
      Call sent = call.after(demanded);
      var _ =
          next.pass(request, sent)
              .whenComplete((served, failure) -> {
                if (flaw == Flaw.REMOVED_BY_KEY_ALONE) {
                  runs.remove(key);
                } else if (flaw != Flaw.ANSWERS_KEPT) {
                  runs.remove(key, run);
                }
                if (failure == null) {
                  run.outcome.complete(Served.of(witness(served).answer(), served.receipt()));
                } else {
                  run.outcome.completeExceptionally(failure);
                }
              });
    }

    private <A extends Answer> Served<A> witness(Served<A> served) {
      witnessed = witnessed.and(served.receipt().token().orElseThrow());
      return served;
    }

    private <A extends Answer> Served<A> written(Served<A> served) {
      if (flaw != Flaw.NO_FENCE) {
        runs.clear();
      }
      return witness(served);
    }
  }
}
