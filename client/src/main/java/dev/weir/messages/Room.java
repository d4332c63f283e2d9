package dev.weir.messages;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A {@link Messages} that does the same to every request before, or instead of, passing it on, and
 * whose answers come with receipts: the shape of every room of a node, and of the client.
 */
public interface Room extends Messages {

  /** Answers any request; the eight methods of {@link Messages} all come here. */
  <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call);

  /** A room that gives no receipts. */
  static Room of(Messages messages) {
    return new Room() {
      @Override
      public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
        return request.ask(messages, call).thenApply(answer -> Served.of(answer, Receipt.NONE));
      }
    };
  }

  private <A extends Answer> CompletionStage<A> answer(Request<A> request, Call call) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    CompletionStage<Served<A>> unused =
        pass(request, call)
            .whenComplete((served, failure) -> {
              if (failure == null) {
                answer.complete(served.answer());
              } else {
                answer.completeExceptionally(WeirException.of(failure));
              }
            });
    return answer;
  }

  @Override
  default CompletionStage<Page> history(History request, Call call) {
    return answer(request, call);
  }

  @Override
  default CompletionStage<Found> get(Get request, Call call) {
    return answer(request, call);
  }

  @Override
  default CompletionStage<Acknowledged> append(Append request, Call call) {
    return answer(request, call);
  }

  @Override
  default CompletionStage<Acknowledged> appendAll(AppendAll request, Call call) {
    return answer(request, call);
  }

  @Override
  default CompletionStage<Acknowledged> edit(Edit request, Call call) {
    return answer(request, call);
  }

  @Override
  default CompletionStage<Acknowledged> delete(Delete request, Call call) {
    return answer(request, call);
  }

  @Override
  default CompletionStage<BulkProgress> deleteBulk(DeleteBulk request, Call call) {
    return answer(request, call);
  }

  @Override
  default CompletionStage<ChannelPage> channels(Channels request, Call call) {
    return answer(request, call);
  }
}
