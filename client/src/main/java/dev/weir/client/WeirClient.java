package dev.weir.client;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.MessageId;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import java.util.concurrent.CompletionStage;

/** A client of one region's nodes. */
@SuppressWarnings("DoNotCallSuggester")
public final class WeirClient implements Room, AutoCloseable {

  private WeirClient() {}

  /** Connects; blocks until the first connection stands. */
  public static WeirClient connect(ClientConfig config) {
    throw new UnsupportedOperationException(config.toString());
  }

  @Override
  public <A extends Answer> CompletionStage<A> pass(Request<A> request, Call call) {
    throw new UnsupportedOperationException();
  }

  /** A call with the configured timeout, from now. */
  public Call call() {
    throw new UnsupportedOperationException();
  }

  /** A name for a new message. */
  public CompletionStage<MessageId> nameMessage() {
    throw new UnsupportedOperationException();
  }

  /** The client's hybrid clock, advanced: for edits and deletes. */
  public long nextMicros() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
