package dev.weir.messages;

import java.util.concurrent.CompletionStage;

/**
 * Everything that can answer a request about messages: the client, each room that a request passes
 * in a node, and the stores.
 *
 * <p>No method blocks or throws: every failure arrives in the stage, as a {@link WeirException}. A
 * write is idempotent by construction: it names its message and its time, so asking again,
 * anywhere, has the effect of asking once.
 */
public interface Messages {

  /** A page of a channel's messages. A channel without messages answers an empty page. */
  CompletionStage<Page> history(History request, Call call);

  /** One message, if it exists and is not deleted. */
  CompletionStage<Found> get(Get request, Call call);

  /** Stores a message under the id that its sender chose. */
  CompletionStage<Acknowledged> append(Append request, Call call);

  /**
   * Stores several messages of one channel, in as few writes as the store can. On failure any of
   * them may be stored; asking again is safe.
   */
  CompletionStage<Acknowledged> appendAll(AppendAll request, Call call);

  /** Replaces a message's body. An edit never brings a deleted message back. */
  CompletionStage<Acknowledged> edit(Edit request, Call call);

  /** Deletes a message, for ever. */
  CompletionStage<Acknowledged> delete(Delete request, Call call);

  /** Deletes many messages of a channel; large ones in several steps, see {@link BulkProgress}. */
  CompletionStage<BulkProgress> deleteBulk(DeleteBulk request, Call call);

  /**
   * The channels that hold messages, in no order that means anything: for tools, not for readers.
   */
  CompletionStage<ChannelPage> channels(Channels request, Call call);
}
