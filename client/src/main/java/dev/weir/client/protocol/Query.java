package dev.weir.client.protocol;

import dev.weir.messages.Payload;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;

/** What a client may say to a node. */
public sealed interface Query {

  /**
   * The first frame of every connection.
   *
   * @param minVersion the oldest protocol version that the client speaks
   * @param maxVersion the newest
   * @param credentials what proves who the client is; empty where the node asks for nothing
   * @param client a name for logs and metrics, at most 64 characters
   */
  record Hello(int minVersion, int maxVersion, Payload credentials, String client)
      implements Query {}

  /** Asks for a sign of life. */
  record Ping() implements Query {}

  /** Asks the node to name a message, for a client that has no worker number of its own. */
  record NameMessage() implements Query {}

  /** Asks something about messages. */
  record Ask(Request<?> request, ReadLevel level) implements Query {}
}
