package dev.weir.node.server;

import dev.weir.client.protocol.Codec;
import dev.weir.client.protocol.CodecException;
import dev.weir.client.protocol.Query;
import dev.weir.client.protocol.Reply;
import dev.weir.client.protocol.RequestFrame;
import dev.weir.messages.Call;
import dev.weir.messages.Caller;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Request;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
  private final Speaker speaker;
  private State state = State.NEW;
  private int inFlight;
  private boolean refused;
  private @Nullable ScheduledFuture<?> helloCutOff;
  private @Nullable ScheduledFuture<?> unwritableCutOff;

  Connection(Desk desk, FrameReader reader) {
    this.desk = desk;
    this.reader = reader;
    this.speaker = new Speaker(desk);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    Duration patience = desk.config().helloTimeout();
    helloCutOff =
        context
            .executor()
            .schedule(
                () ->
                    refuse(
                        context,
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
        refuse(context, e.requestId().orElse(NO_REQUEST), e.code(), e.getMessage());
      } else {
        answer(context, e.requestId().orElse(NO_REQUEST), refusal(e));
      }
      return;
    }
    if (state == State.NEW && !(request.query() instanceof Query.Hello)) {
      refuse(context, request.id(), ErrorCode.HELLO_REQUIRED, "say HELLO before anything else");
      return;
    }
    switch (request.query()) {
      case Query.Hello hello -> welcome(context, request.id(), hello);
      case Query.Ping _ -> answer(context, request.id(), new Reply.Pong());
      case Query.NameMessage name -> answer(context, request.id(), name(name.seenMicros()));
      case Query.FollowTable follow -> speaker.follow(context, follow.known());
      case Query.LeaseWorker lease -> lease(context, request, lease);
      case Query.Ask ask -> ask(context, request, ask);
    }
  }

  private void welcome(ChannelHandlerContext context, long id, Query.Hello hello) {
    if (state != State.NEW) {
      refuse(context, id, ErrorCode.MALFORMED_FRAME, "HELLO was said before");
      return;
    }
    if (hello.minVersion() > Codec.VERSION || hello.maxVersion() < Codec.VERSION) {
      refuse(
          context,
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
        context,
        id,
        new Reply.Welcome(
            Codec.VERSION, identity.node(), identity.region(), desk.config().inFlight()));
    if (desk.isDraining()) {
      drain(context);
    }
  }

  private Reply name(long seenMicros) {
    try {
      return new Reply.Named(desk.services().naming().apply(seenMicros));
    } catch (WeirException e) {
      return refusal(e);
    }
  }

  private void lease(ChannelHandlerContext context, RequestFrame frame, Query.LeaseWorker lease) {
    if (begins(context, frame.id())) {
      Deadline deadline = Deadline.in(frame.left(), desk.ticker());
      desk.services()
          .leasing()
          .lease(lease.holder(), lease.kept(), deadline)
          .whenComplete(
              (leased, failure) -> finish(context, frame.id(), leased, failure, Optional.empty()));
    }
  }

  private void ask(ChannelHandlerContext context, RequestFrame frame, Query.Ask ask) {
    if (begins(context, frame.id())) {
      Deadline deadline = Deadline.in(frame.left(), desk.ticker());
      Call call =
          new Call(
              deadline, ask.level(), ask.forwarded(), ask.tokens(), ask.explained(), Caller.STAYS);
      desk.services()
          .messages()
          .pass(ask.request(), call)
          .whenComplete((served, failure) ->
              finish(
                  context,
                  frame.id(),
                  served == null ? null : new Reply.Answered(served.answer(), served.receipt()),
                  failure,
                  ask.request().routingKey().filter(key -> isRead(ask.request()))));
    }
  }

  private static boolean isRead(Request<?> request) {
    return request instanceof History || request instanceof Get;
  }

  /** Counts one more request in flight, unless the connection takes none any more. */
  private boolean begins(ChannelHandlerContext context, long id) {
    if (state == State.DRAINING) {
      answer(context, id, draining());
      return false;
    }
    inFlight++;
    steer(context);
    return true;
  }

  /** Comes back to the event loop from whatever thread has the outcome. */
  private void finish(
      ChannelHandlerContext context,
      long id,
      @Nullable Reply success,
      @Nullable Throwable failure,
      Optional<ChannelId> read) {
    Reply reply =
        success != null
            ? success
            : refusal(
                failure != null
                    ? failure
                    : new IllegalStateException("neither answer nor failure"));
    try {
      context.executor().execute(() -> finished(context, id, reply, read));
    } catch (RejectedExecutionException e) {
      log.debug("the answer to request {} came after the server was closed", id, e);
    }
  }

  private void finished(
      ChannelHandlerContext context, long id, Reply reply, Optional<ChannelId> read) {
    inFlight--;
    speaker.say(context, id, read.flatMap(desk.services().spreading()), reply);
    steer(context);
    if (state == State.DRAINING && inFlight == 0) {
      closeAfterWriting(context);
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
  void drain(ChannelHandlerContext context) {
    if (state == State.OPEN) {
      state = State.DRAINING;
      answer(context, NO_REQUEST, draining());
    }
    if (inFlight == 0) {
      closeAfterWriting(context);
    }
  }

  private void answer(ChannelHandlerContext context, long id, Reply reply) {
    speaker.say(context, id, Optional.empty(), reply);
  }

  /** Says why, and closes: this connection cannot go on. */
  private void refuse(
      ChannelHandlerContext context, long id, ErrorCode code, @Nullable String message) {
    if (refused) {
      return;
    }
    refused = true;
    desk.counters().refused(code);
    log.info("connection of {} closed: {}: {}", context.channel().remoteAddress(), code, message);
    context.channel().config().setAutoRead(false);
    answer(context, id, new Reply.Refused(code, String.valueOf(message), Duration.ZERO));
    closeAfterWriting(context);
  }

  private static void closeAfterWriting(ChannelHandlerContext context) {
    context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    cancel(unwritableCutOff);
    if (!context.channel().isWritable()) {
      unwritableCutOff =
          context
              .executor()
              .schedule(
                  () -> {
                    log.info("{} does not read its answers", context.channel().remoteAddress());
                    var _ = context.close();
                  },
                  desk.config().unwritableTimeout().toNanos(),
                  TimeUnit.NANOSECONDS);
    }
    speaker.sendTable(context);
    steer(context);
  }

  /** Reads on only while there is room for what reading brings. */
  private void steer(ChannelHandlerContext context) {
    boolean room =
        !refused && inFlight < desk.config().inFlight() && context.channel().isWritable();
    if (context.channel().config().isAutoRead() != room) {
      context.channel().config().setAutoRead(room);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && inFlight == 0) {
      var _ = context.close();
    } else if (event == WeirServer.DRAIN) {
      drain(context);
    } else if (event == WeirServer.TABLE) {
      speaker.sendTable(context);
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
      refuse(context, NO_REQUEST, known.code(), known.getMessage());
    } else {
      if (!(cause instanceof IOException)) {
        log.error("connection of {} failed", context.channel().remoteAddress(), cause);
      }
      var _ = context.close();
    }
  }

  private static void cancel(@Nullable ScheduledFuture<?> future) {
    if (future != null) {
      future.cancel(false);
    }
  }
}
