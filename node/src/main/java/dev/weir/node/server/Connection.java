package dev.weir.node.server;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.CodecException;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Caller;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Request;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: HELLO first, then requests and answers in any order, then perhaps a
 * drain.
 *
 * <pre>
 *   NEW ──HELLO──► OPEN ──drain──► DRAINING ──last answer──► closed
 *    └─2 s, or anything else─► refused, closed
 * </pre>
 *
 * <p>It is read no further while it has too many requests in flight or does not take its answers:
 * what a client costs is bounded by what it reads.
 */
final class Connection extends SimpleChannelInboundHandler<ByteBuf> {

  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  /** The id of what a node says of the connection rather than in answer to a request. */
  private static final long NO_REQUEST = 0;

  private enum State {
    NEW,
    OPEN,
    DRAINING
  }

  private final Desk desk;
  private final FrameReader reader;
  private final Channel channel;
  private final Speaker speaker;

  /** Whoever asks here, for all requests: gone with the connection. */
  private final Caller caller;

  private State state = State.NEW;
  private int inFlight;
  private boolean refused;
  private @Nullable ScheduledFuture<?> helloCutOff;
  private @Nullable ScheduledFuture<?> unwritableCutOff;

  Connection(Desk desk, FrameReader reader, Channel channel) {
    this.desk = desk;
    this.reader = reader;
    this.channel = channel;
    this.speaker = new Speaker(desk, channel);
    this.caller = () -> !channel.isActive();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    Duration patience = desk.config().helloTimeout();
    helloCutOff =
        channel
            .eventLoop()
            .schedule(
                () ->
                    refuse(
                        NO_REQUEST,
                        ErrorCode.HELLO_TIMEOUT,
                        "no HELLO within %d ms".formatted(patience.toMillis())),
                patience.toNanos(),
                TimeUnit.NANOSECONDS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancel(helloCutOff);
    cancel(unwritableCutOff);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
    if (refused) {
      return;
    }
    RequestFrame request;
    try {
      request = Codec.decodeRequest(frame.nioBuffer());
    } catch (CodecException e) {
      if (e.closesConnection() || state == State.NEW) {
        refuse(e.requestId().orElse(NO_REQUEST), e.code(), e.getMessage());
      } else {
        answer(e.requestId().orElse(NO_REQUEST), refusal(e));
      }
      return;
    }
    if (state == State.NEW && !(request.query() instanceof Query.Hello)) {
      refuse(request.id(), ErrorCode.HELLO_REQUIRED, "say HELLO before anything else");
      return;
    }
    switch (request.query()) {
      case Query.Hello hello -> welcome(request.id(), hello);
      case Query.Ping _ -> answer(request.id(), new Reply.Pong());
      case Query.NameMessage name -> answer(request.id(), name(name.seenMicros()));
      case Query.FollowTable follow -> speaker.follow(follow.known());
      case Query.LeaseWorker lease -> lease(request, lease);
      case Query.Ask ask -> ask(request, ask);
    }
  }

  private void welcome(long id, Query.Hello hello) {
    if (state != State.NEW) {
      refuse(id, ErrorCode.MALFORMED_FRAME, "HELLO was said before");
      return;
    }
    if (hello.minVersion() > Codec.VERSION || hello.maxVersion() < Codec.VERSION) {
      refuse(
          id,
          ErrorCode.UNSUPPORTED_VERSION,
          "the client speaks versions %d to %d, this node %d"
              .formatted(hello.minVersion(), hello.maxVersion(), Codec.VERSION));
      return;
    }
    cancel(helloCutOff);
    state = State.OPEN;
    reader.trust();
    Identity identity = desk.identity();
    answer(
        id,
        new Reply.Welcome(
            Codec.VERSION, identity.node(), identity.region(), desk.config().inFlight()));
    if (desk.isDraining()) {
      drain();
    }
  }

  private Reply name(long seenMicros) {
    try {
      return new Reply.Named(desk.services().naming().apply(seenMicros));
    } catch (WeirException e) {
      return refusal(e);
    }
  }

  private void lease(RequestFrame frame, Query.LeaseWorker lease) {
    long id = frame.id();
    if (begins(id)) {
      Deadline deadline = Deadline.in(frame.left(), desk.ticker());
      desk.services()
          .leasing()
          .lease(lease.holder(), lease.kept(), deadline)
          .whenComplete((leased, failure) ->
              finish(id, Optional.empty(), () -> new Outcome.Own(leased), failure));
    }
  }

  private void ask(RequestFrame frame, Query.Ask ask) {
    if (begins(frame.id())) {
      Deadline deadline = Deadline.in(frame.left(), desk.ticker());
      Call call =
          new Call(
              deadline,
              ask.level(),
              ask.forwarded(),
              ask.regional(),
              ask.durability(),
              ask.tokens(),
              ask.explained(),
              caller);
      pass(frame.id(), ask.request(), call);
    }
  }

  /** Many wait at once: what each of them keeps is a few numbers, not its frame or request. */
  private <A extends Answer> void pass(long id, Request<A> request, Call call) {
    CompletionStage<Served<A>> stage = desk.services().messages().pass(request, call);
    Optional<ChannelId> read = request.routingKey().filter(key -> isRead(request));
    if (read.isPresent()) {
      long key = read.get().value();
      stage.whenComplete((served, failure) ->
          finish(id, Optional.of(new ChannelId(key)), () -> outcome(served), failure));
    } else {
      stage.whenComplete(
          (served, failure) -> finish(id, Optional.empty(), () -> outcome(served), failure));
    }
  }

  private Outcome outcome(Served<?> served) {
    return Outcome.of(served, channel.alloc());
  }

  private static boolean isRead(Request<?> request) {
    return request instanceof History || request instanceof Get;
  }

  /** Counts one more request in flight, unless the connection takes none any more. */
  private boolean begins(long id) {
    if (state == State.DRAINING) {
      answer(id, draining());
      return false;
    }
    inFlight++;
    steer();
    return true;
  }

  /** Comes back to the event loop from whatever thread has the outcome. */
  private void finish(
      long id, Optional<ChannelId> read, Supplier<Outcome> success, @Nullable Throwable failure) {
    Outcome outcome = failure == null ? orRefusal(success) : new Outcome.Own(refusal(failure));
    try {
      channel.eventLoop().execute(() -> finished(id, read, outcome));
    } catch (RejectedExecutionException e) {
      outcome.close();
      log.debug("the answer to request {} came after the server was closed", id, e);
    }
  }

  /** Whatever goes wrong on the way, a request that was read is answered. */
  private static Outcome orRefusal(Supplier<Outcome> success) {
    try {
      return success.get();
    } catch (RuntimeException | OutOfMemoryError e) {
      return new Outcome.Own(refusal(e));
    }
  }

  private void finished(long id, Optional<ChannelId> read, Outcome outcome) {
    inFlight--;
    try (outcome) {
      speaker.say(id, read.flatMap(desk.services().spreading()), outcome);
    }
    steer();
    if (state == State.DRAINING && inFlight == 0) {
      closeAfterWriting();
    }
  }

  private static Reply refusal(Throwable failure) {
    WeirException known = WeirException.of(failure);
    if (known.code() == ErrorCode.INTERNAL) {
      log.error("a request met a defect", failure);
    }
    return new Reply.Refused(known.code(), known.getMessage(), known.retryAfter());
  }

  private static Reply draining() {
    return new Reply.Refused(
        ErrorCode.DRAINING, "this node is about to stop; ask another", Duration.ZERO);
  }

  /** No new requests from here on; closes when the last answer is out. Event loop only. */
  void drain() {
    if (state == State.OPEN) {
      state = State.DRAINING;
      answer(NO_REQUEST, draining());
    }
    if (inFlight == 0) {
      closeAfterWriting();
    }
  }

  private void answer(long id, Reply reply) {
    speaker.say(id, Optional.empty(), new Outcome.Own(reply));
  }

  /** Says why, and closes: this connection cannot go on. */
  private void refuse(long id, ErrorCode code, @Nullable String message) {
    if (refused) {
      return;
    }
    refused = true;
    desk.counters().refused(code);
    log.info("connection of {} closed: {}: {}", channel.remoteAddress(), code, message);
    channel.config().setAutoRead(false);
    answer(id, new Reply.Refused(code, String.valueOf(message), Duration.ZERO));
    closeAfterWriting();
  }

  private void closeAfterWriting() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    cancel(unwritableCutOff);
    if (!channel.isWritable()) {
      unwritableCutOff =
          channel
              .eventLoop()
              .schedule(
                  () -> {
                    log.info("{} does not read its answers", channel.remoteAddress());
                    var _ = channel.close();
                  },
                  desk.config().unwritableTimeout().toNanos(),
                  TimeUnit.NANOSECONDS);
    }
    speaker.sendTable();
    steer();
  }

  /** Reads on only while there is room for what reading brings. */
  private void steer() {
    boolean room = !refused && inFlight < desk.config().inFlight() && channel.isWritable();
    if (channel.config().isAutoRead() != room) {
      channel.config().setAutoRead(room);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && inFlight == 0) {
      var _ = channel.close();
    } else if (event == Door.DRAIN) {
      drain();
    } else if (event == Door.TABLE) {
      speaker.sendTable();
    }
  }

  @Override
  @SuppressWarnings("deprecation") // Deprecated on the general handler, not on inbound ones.
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    Throwable cause =
        failure instanceof DecoderException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof WeirException known) {
      refuse(NO_REQUEST, known.code(), known.getMessage());
    } else {
      if (!(cause instanceof IOException)) {
        log.error("connection of {} failed", channel.remoteAddress(), cause);
      }
      var _ = channel.close();
    }
  }

  private static void cancel(@Nullable ScheduledFuture<?> future) {
    if (future != null) {
      future.cancel(false);
    }
  }
}
