package dev.weir.messages;

import java.util.concurrent.CompletionStage;

/**
 * A {@link Messages} that does the same to every request before, or instead of, passing it on: the
 * shape of most rooms of a node, and of the client.
 */
public interface Room extends Messages {

  /** Answers any request; the eight methods of {@link Messages} all come here. */
  <A extends Answer> CompletionStage<A> pass(Request<A> request, Call call);

  @Override
  default CompletionStage<Page> history(History request, Call call) {
    return pass(request, call);
  }

  @Override
  default CompletionStage<Found> get(Get request, Call call) {
    return pass(request, call);
  }

  @Override
  default CompletionStage<Acknowledged> append(Append request, Call call) {
    return pass(request, call);
  }

  @Override
  default CompletionStage<Acknowledged> appendAll(AppendAll request, Call call) {
    return pass(request, call);
  }

  @Override
  default CompletionStage<Acknowledged> edit(Edit request, Call call) {
    return pass(request, call);
  }

  @Override
  default CompletionStage<Acknowledged> delete(Delete request, Call call) {
    return pass(request, call);
  }

  @Override
  default CompletionStage<BulkProgress> deleteBulk(DeleteBulk request, Call call) {
    return pass(request, call);
  }

  @Override
  default CompletionStage<ChannelPage> channels(Channels request, Call call) {
    return pass(request, call);
  }
}
