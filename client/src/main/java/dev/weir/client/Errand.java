package dev.weir.client;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Deadline;
import dev.weir.messages.WeirException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * One request on its way: encoded once, sent as often as connections break under it, answered once.
 * Made by the asking thread, afterwards the I/O thread's alone but for its {@link #outcome}.
 */
final class Errand implements FrameOutput.Outgoing {

  private final long id;
  private final Query query;
  private final Deadline deadline;
  private final int size;
  private final Executor callbacks;
  private final CompletableFuture<Reply> outcome = new CompletableFuture<>();
  private ByteBuffer frame;
  private Optional<Connection> carrier = Optional.empty();
  private int tries;
  private long sentNanos;
  private boolean done;

  /**
   * Encodes a request, with nothing left of its deadline until it is sent.
   *
   * @param callbacks where the outcome is completed
   * @throws WeirException INVALID_ARGUMENT or FRAME_TOO_LARGE
   */
  Errand(long id, Query query, Deadline deadline, Executor callbacks) {
    this.id = id;
    this.query = query;
    this.deadline = deadline;
    this.callbacks = callbacks;
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

  /** Bytes of the frame. */
  int size() {
    return size;
  }

  /** Completed once, with whatever the node replied, or a {@link WeirException}. */
  CompletableFuture<Reply> outcome() {
    return outcome;
  }

  /** How often it was given to a connection. */
  int tries() {
    return tries;
  }

  /** When it was given to a connection last, on the ticker. */
  long sentNanos() {
    return sentNanos;
  }

  /** The connection that it waits on; empty while it waits for one. */
  Optional<Connection> carrier() {
    return carrier;
  }

  void sentOn(Connection connection, long nowNanos) {
    carrier = Optional.of(connection);
    sentNanos = nowNanos;
    tries++;
  }

  /** Its connection is of no more use to it. */
  void putDown() {
    carrier = Optional.empty();
  }

  @Override
  public ByteBuffer frame(long nowNanos) {
    if (done) {
      return NOTHING;
    }
    Codec.restamp(frame, Duration.ofNanos(deadline.leftNanos(() -> nowNanos)));
    return frame.duplicate();
  }

  void succeed(Reply reply) {
    finish(() -> outcome.complete(reply));
  }

  void fail(WeirException failure) {
    finish(() -> outcome.completeExceptionally(failure));
  }

  private void finish(Runnable completion) {
    done = true;
    frame = NOTHING;
    try {
      callbacks.execute(completion);
    } catch (RuntimeException e) {
      // The executor was shut down before the client, or fails: whoever waits must hear all the
      // same.
      ForkJoinPool.commonPool().execute(completion);
    }
  }
}
