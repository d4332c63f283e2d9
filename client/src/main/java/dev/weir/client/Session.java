package dev.weir.client;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Degraded;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Tokens;
import dev.weir.topology.ChannelId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One reader's view of the messages, which only ever moves forward: what was answered to it is
 * remembered as a few tokens, and sent along with its next reads. Made by {@link
 * WeirClient#session()}.
 *
 * <pre>{@code
 * Session session = weir.session();
 * MessageId id = session.channel(42).append(author, "hello");
 * Page page = session.channel(42).latest(50);
 * String carried = session.token();
 * }</pre>
 *
 * <p>What a session promises, for each channel, to reads of level {@link ReadLevel#SESSION} that
 * begin after the answer came:
 *
 * <ul>
 *   <li>it reads its own writes: what {@code append}, {@code edit} or {@code delete} acknowledged
 *       is in every later read;
 *   <li>it never reads backwards: what one read showed, later ones show too, or what became of it;
 *   <li>both hold whichever node answers, also while channels change their owners, and for
 *       everybody who goes on with the session's {@link #token}.
 * </ul>
 *
 * <p>A write that failed may be kept or not, and nothing is promised about it. {@link
 * ReadLevel#EVENTUAL} reads take no part in this: nothing is promised to them, nor is what they
 * show promised to later reads, as one replica may have shown what the others do not hold yet.
 * {@link ReadLevel#STRONG} reads see every acknowledged write of anybody, or fail.
 *
 * <p>Other regions keep their own copy. Where a session has seen one region and is answered by
 * another, the answer may lack what was acknowledged there a moment ago; it comes all the same, and
 * its receipt says that it is {@link Degraded}: {@link #whenDegraded} hears of it.
 *
 * <p>Safe for any thread; requests may overlap. It needs no closing, holds a bounded amount of
 * memory, and gives a process that reads for many people one thing to keep for each of them. People
 * who share a session see what any of them did, at the price that fewer of their reads are merged.
 */
public final class Session implements Room {

  private final WeirClient client;
  private final SeenTokens seen;
  private volatile Consumer<Degraded> whenDegraded = degraded -> {};

  Session(WeirClient client, SeenTokens seen) {
    this.client = client;
    this.seen = seen;
  }

  /** The operations of one channel, in this session. */
  public Channel channel(ChannelId id) {
    return new Channel(client, this, id);
  }

  /** The operations of one channel, in this session. */
  public Channel channel(long id) {
    return channel(new ChannelId(id));
  }

  /**
   * What was seen so far, as a string for a URL, a header or a cookie: at most 366 characters. A
   * session that {@link WeirClient#session(String)} makes of it, in any process, goes on from here;
   * there it counts for all channels. It holds no secret and is not signed. Take it only from those
   * whom you trust not to make one up: a forged one can make nodes share older reads with others
   * for as long as clocks may drift.
   */
  public String token() {
    return SessionString.of(seen.ofAll());
  }

  /**
   * Tells somebody of each answer that is less than was asked for, before the answer is handed out:
   * on the thread that waits for it, or on {@link ClientConfig#callbacks}. There is one listener;
   * the next one takes its place. What it throws goes to its thread's handler of uncaught
   * exceptions, and the answer to whoever asked.
   */
  public void whenDegraded(Consumer<Degraded> listener) {
    whenDegraded = listener;
  }

  /**
   * As {@link WeirClient#pass}, in this session: for deadlines of one's own, for messages that were
   * named beforehand, or to see receipts. Tokens that the call brings are sent as well.
   */
  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    Asked asked = asked(request, call);
    return client.pass(request, asked.call(), receipt -> received(asked, receipt));
  }

  /** Asks and blocks until the answer. */
  <A extends Answer> A ask(Request<A> request, Call call) {
    Asked asked = asked(request, call);
    Served<A> served = client.ask(request, asked.call());
    received(asked, served.receipt());
    return served.answer();
  }

  /**
   * A request as it was sent.
   *
   * @param known what its answer stands for
   */
  private record Asked(Optional<ChannelId> channel, Tokens known, Call call) {}

  private Asked asked(Request<?> request, Call call) {
    Optional<ChannelId> channel = request.routingKey();
    boolean isRead = request instanceof History || request instanceof Get;
    if (channel.isEmpty() || (isRead && call.level() == ReadLevel.EVENTUAL)) {
      return new Asked(channel, Tokens.NONE, call);
    }
    Tokens known = seen.of(channel.get());
    return new Asked(channel, known, isRead ? call.after(known.and(call.tokens())) : call);
  }

  private void received(Asked asked, Receipt receipt) {
    if (asked.channel().isPresent() && receipt.token().isPresent()) {
      seen.answered(asked.channel().get(), receipt.token().get(), asked.known());
    }
    if (receipt.degraded().isPresent()) {
      tell(receipt.degraded().get());
    }
  }

  /** A listener that fails must not keep the answer from whoever waits for it. */
  private void tell(Degraded degraded) {
    try {
      whenDegraded.accept(degraded);
    } catch (RuntimeException e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }
}
