package dev.weir.client.protocol;

import dev.weir.messages.Call;
import dev.weir.messages.Durability;
import dev.weir.messages.Payload;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.Tokens;
import dev.weir.messages.WeirException;
import dev.weir.topology.Epoch;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** What a client may say to a node. */
public sealed interface Query {

  /**
   * The first frame of every connection.
   *
   * @param minVersion the oldest protocol version that the client speaks, 1 to 255
   * @param maxVersion the newest, not below the oldest
   * @param credentials what proves who the client is; empty where the node asks for nothing
   * @param client a name for logs and metrics, at most {@value #MAX_NAME} characters
   */
  record Hello(int minVersion, int maxVersion, Payload credentials, String client)
      implements Query {

    /** The longest name of a client, in characters. */
    public static final int MAX_NAME = 64;

    private static final int MAX_VERSION = 255;

    public Hello {
      if (minVersion < 1 || maxVersion > MAX_VERSION || minVersion > maxVersion) {
        throw WeirException.invalid(
            "versions %d to %d: use a range within 1..255".formatted(minVersion, maxVersion));
      }
      if (client.length() > MAX_NAME) {
        throw WeirException.invalid(
            "a client's name of %d characters: use at most %d"
                .formatted(client.length(), MAX_NAME));
      }
    }
  }

  /** Asks for a sign of life. */
  record Ping() implements Query {}

  /**
   * Asks the node to name a message, for a client that has no worker number of its own.
   *
   * @param seenMicros the client's hybrid clock, in microseconds since 1970: the name sorts after
   *     everything that the client has seen, whichever nodes it saw it on
   */
  record NameMessage(long seenMicros) implements Query {}

  /**
   * Asks for the region's range table, whenever it is newer than what the client knows: now, and
   * after each change for as long as the connection lives. Every table comes with request id 0,
   * before the answers of requests that were served by it.
   *
   * @param known the newest table that the client has
   */
  record FollowTable(Optional<Epoch> known) implements Query {}

  /**
   * Asks for a worker's number of the client's own, or to keep one for longer.
   *
   * @param holder drawn at random by each client process
   * @param kept the number to keep, of a lease that has not ended
   */
  record LeaseWorker(UUID holder, OptionalInt kept) implements Query {}

  /**
   * Asks something about messages.
   *
   * @param forwarded to be served where it arrives, see {@link dev.weir.messages.Call}
   * @param regional to be served in the region where it arrives, likewise
   * @param durability of a write; the deployment's own if none is named
   * @param tokens what a read must not begin before
   * @param explained whether the answer is to say how it came about
   */
  record Ask(
      Request<?> request,
      ReadLevel level,
      boolean forwarded,
      boolean regional,
      Optional<Durability> durability,
      Tokens tokens,
      boolean explained)
      implements Query {

    /** Asks the owner of the request's channel. */
    public Ask(Request<?> request, ReadLevel level) {
      this(request, level, false, false, Optional.empty(), Tokens.NONE, false);
    }

    /** Asks as the call says. */
    public static Ask of(Request<?> request, Call call) {
      return new Ask(
          request,
          call.level(),
          call.forwarded(),
          call.regional(),
          call.durability(),
          call.tokens(),
          call.explained());
    }
  }
}
