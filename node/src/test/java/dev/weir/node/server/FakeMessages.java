package dev.weir.node.server;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Keeps each request until the test answers it. */
final class FakeMessages implements Room {

  /** A request that waits for its answer. */
  record Asked(Request<?> request, Call call, CompletableFuture<Served<Answer>> stage) {

    void answer(Answer answer) {
      serve(Served.of(answer, Receipt.NONE));
    }

    void serve(Served<Answer> served) {
      stage.complete(served);
    }

    void fail(Throwable failure) {
      stage.completeExceptionally(failure);
    }
  }

  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"}) // The test answers what the request asks for.
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    CompletableFuture<Served<Answer>> stage = new CompletableFuture<>();
    asked.add(new Asked(request, call, stage));
    return (CompletionStage) stage;
  }

  Asked take() throws InterruptedException {
    Asked next = asked.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request came");
    }
    return next;
  }

  /** The next request; empty once none will come any more. */
  Optional<Asked> takeUnless(BooleanSupplier over) throws InterruptedException {
    Asked next = null;
    while (next == null && !over.getAsBoolean()) {
      next = asked.poll(10, TimeUnit.MILLISECONDS);
    }
    return Optional.ofNullable(next);
  }

  int waiting() {
    return asked.size();
  }
}
