package dev.weir.messages;

import dev.weir.topology.ChannelId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A request about messages, with the type of its answer.
 *
 * @param <A> what a success answers
 */
public sealed interface Request<A extends Answer>
    permits History, Get, Append, AppendAll, Edit, Delete, DeleteBulk, Channels {

  /** Asks {@code messages} this: the one place where a request meets its method. */
  CompletionStage<A> ask(Messages messages, Call call);

  /** What a success answers: for those who receive answers and cannot trust their sender. */
  Class<A> answerType();

  /** The channel whose owner serves this; empty if any node does as well. */
  Optional<ChannelId> routingKey();
}
