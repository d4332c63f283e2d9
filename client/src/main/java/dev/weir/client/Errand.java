package dev.weir.client;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Channels;
import dev.weir.messages.Deadline;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * One request on its way: encoded once, sent as often as connections break or fall silent under it,
 * answered once. Made by the asking thread, afterwards the I/O thread's alone but for its {@link
 * #outcome}.
 */
final class Errand {

  private final long id;
  private final Query query;
  private final Deadline deadline;
  private final Optional<NodeId> only;
  private final int size;
  private final Executor callbacks;
  private final Executor spare;
  private final CompletableFuture<Reply> outcome = new CompletableFuture<>();
  private ByteBuffer frame;
  private List<Connection> carriers = List.of();
  private List<NodeAddress> failedAt = List.of();
  private int tries;
  private long sentNanos;
  private boolean done;
  private boolean mayBeKept;

  /**
   * Encodes a request, with nothing left of its deadline until it is sent.
   *
   * @param only the one node that it is for; empty if any may get it
   * @param callbacks where the outcome is completed
   * @param spare where it is if they refuse
   * @throws WeirException INVALID_ARGUMENT or FRAME_TOO_LARGE
   */
  Errand(
      long id,
      Query query,
      Deadline deadline,
      Optional<NodeId> only,
      Executor callbacks,
      Executor spare) {
    this.id = id;
    this.query = query;
    this.deadline = deadline;
    this.only = only;
    this.callbacks = callbacks;
    this.spare = spare;
    RequestFrame whole = new RequestFrame(id, Duration.ZERO, query);
    size = Codec.sizeOf(whole);
    frame = ByteBuffer.allocate(size);
    Codec.encode(whole, frame);
    frame.flip();
  }

  long id() {
    return id;
  }

  Query query() {
    return query;
  }

  Deadline deadline() {
    return deadline;
  }

  /** The one node that it is for; empty if any may get it. */
  Optional<NodeId> only() {
    return only;
  }

  /** The channel whose owner is to be asked; empty if any node does as well. */
  Optional<ChannelId> routingKey() {
    return query instanceof Query.Ask ask ? ask.request().routingKey() : Optional.empty();
  }

  /** Whether the caller wants it served where it arrives, wherever that is. */
  boolean isForwarded() {
    return query instanceof Query.Ask ask && ask.forwarded();
  }

  /** Whether it may go to any of the nodes that a hot channel is spread over. */
  boolean isSpreadable() {
    return query instanceof Query.Ask ask
        && !ask.forwarded()
        && ask.level() != ReadLevel.STRONG
        && (ask.request() instanceof History || ask.request() instanceof Get);
  }

  /** Whether it may leave something behind. */
  boolean isWrite() {
    return query instanceof Query.Ask ask
        && !(ask.request() instanceof History
            || ask.request() instanceof Get
            || ask.request() instanceof Channels);
  }

  /** Bytes of the frame. */
  int size() {
    return size;
  }

  /** Completed once, with whatever the node replied, or a {@link WeirException}. */
  CompletableFuture<Reply> outcome() {
    return outcome;
  }

  /** How often it was sent. */
  int tries() {
    return tries;
  }

  /** When it was sent last, on the ticker. */
  long sentNanos() {
    return sentNanos;
  }

  /**
   * The connections that have it: none while it waits for one, more than one if the first fell
   * silent.
   */
  List<Connection> carriers() {
    return carriers;
  }

  void takenBy(Connection connection) {
    carriers = Stream.concat(carriers.stream(), Stream.of(connection)).toList();
  }

  void sent(long nowNanos) {
    sentNanos = nowNanos;
    tries++;
  }

  /** A connection is of no more use to it. */
  void putDownBy(Connection connection) {
    carriers = carriers.stream().filter(other -> other != connection).toList();
  }

  /** The node there would not or could not answer it: others come first from now on. */
  void failedAt(NodeAddress address) {
    if (!failedAt.contains(address)) {
      failedAt = Stream.concat(failedAt.stream(), Stream.of(address)).toList();
    }
  }

  /** A node had it, and nobody knows what became of it there. */
  void leftUnanswered() {
    mayBeKept = true;
  }

  /** Whether a node has or had it that did not say what became of it. */
  boolean mayBeKept() {
    return mayBeKept || !carriers.isEmpty();
  }

  boolean hasFailedAt(NodeAddress address) {
    return failedAt.contains(address);
  }

  /** The bytes to send now. */
  ByteBuffer frame(long nowNanos, boolean forwarded) {
    if (done) {
      return FrameOutput.Outgoing.NOTHING;
    }
    // Another connection may be in the middle of the shared bytes, with another flag.
    ByteBuffer bytes =
        carriers.size() > 1 ? ByteBuffer.allocate(size).put(frame.duplicate()).flip() : frame;
    Codec.restamp(bytes, Duration.ofNanos(deadline.leftNanos(() -> nowNanos)), forwarded);
    return bytes.duplicate();
  }

  void succeed(Reply reply) {
    finish(() -> outcome.complete(reply));
  }

  void fail(WeirException failure) {
    finish(() -> outcome.completeExceptionally(failure));
  }

  private void finish(Runnable completion) {
    done = true;
    frame = FrameOutput.Outgoing.NOTHING;
    try {
      callbacks.execute(completion);
    } catch (RuntimeException e) {
      // The executor was shut down before the client, or fails: whoever waits must hear all the
      // same.
      spare.execute(completion);
    }
  }
}
