package dev.weir.node.cli;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.MessageId;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.WeirException;
import dev.weir.node.ingest.AnswerWait;
import java.util.concurrent.CompletionStage;

/** A connected client, as verbs use it. */
public interface Connection extends AutoCloseable {

  /** Where to ask; what is asked here reads what was written here. */
  Room messages();

  /** A call with the timeout that the user gave, from now. */
  Call call();

  /** A name for a new message. */
  CompletionStage<MessageId> nameMessage();

  /** The time of an edit or a deletion, in microseconds. */
  long nextMicros();

  /**
   * Asks and waits.
   *
   * @throws WeirException the failure
   */
  default <A extends Answer> A ask(Request<A> request) {
    return AnswerWait.await(request.ask(messages(), call()));
  }

  @Override
  void close();
}
