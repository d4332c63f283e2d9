package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Messages;
import dev.weir.messages.Page;
import dev.weir.messages.Request;
import dev.weir.messages.Slice;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** The store that a contract test is about, a channel of its own in it, and words to use both. */
public final class StoreSubject {

  /** No channel is used by two tests, also where a database outlives them. */
  private static final AtomicLong NEXT_CHANNEL =
      new AtomicLong(ThreadLocalRandom.current().nextLong() >>> 1);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MAX_PAGES = 10_000;

  private final Messages store;
  private final SettableWall wall;
  private final Ticker ticker;
  private final ChannelId channel;

  /** A channel of its own in this store. */
  public StoreSubject(Messages store, SettableWall wall, Ticker ticker) {
    this(store, wall, ticker, new ChannelId(NEXT_CHANNEL.getAndIncrement()));
  }

  private StoreSubject(Messages store, SettableWall wall, Ticker ticker, ChannelId channel) {
    this.store = store;
    this.wall = wall;
    this.ticker = ticker;
    this.channel = channel;
  }

  /** The same channel, asked at another store. */
  public StoreSubject at(Messages other) {
    return new StoreSubject(other, wall, ticker, channel);
  }

  public Messages store() {
    return store;
  }

  public SettableWall wall() {
    return wall;
  }

  public ChannelId channel() {
    return channel;
  }

  public Call call() {
    return Call.by(Deadline.in(PATIENCE, ticker));
  }

  public Call overdueCall() {
    return Call.by(new Deadline(ticker.nanos() - 1));
  }

  /** An id of so long ago. */
  public MessageId idAgo(Duration ago, int sequence) {
    return MessageId.of(wall.millis() - ago.toMillis(), 0, 0, sequence);
  }

  /** An id of a moment. */
  public static MessageId idAt(String instant, int sequence) {
    return MessageId.of(Instant.parse(instant).toEpochMilli(), 0, 0, sequence);
  }

  /** What a test's message says: a function of its id, so that any mix-up shows. */
  public static Body bodyOf(MessageId id) {
    return Body.of("message " + id);
  }

  public static long authorOf(MessageId id) {
    return id.value() * 31 + 7;
  }

  public static Message messageOf(MessageId id) {
    return Message.created(id, authorOf(id), bodyOf(id));
  }

  public <A extends Answer> A ask(Request<A> request) {
    return ask(request, call());
  }

  public <A extends Answer> A ask(Request<A> request, Call call) {
    try {
      return request
          .ask(store, call)
          .toCompletableFuture()
          .get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WeirException known) {
        throw known;
      }
      throw new AssertionError("a failure of the wrong kind", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (TimeoutException e) {
      throw new AssertionError("no outcome for " + request, e);
    }
  }

  /** Asserts that the request fails with this code. */
  public void refuses(ErrorCode code, Request<?> request) {
    refuses(code, request, call());
  }

  public void refuses(ErrorCode code, Request<?> request, Call call) {
    try {
      Answer answer = ask(request, call);
      throw new AssertionError("expected " + code + " but got " + answer);
    } catch (WeirException e) {
      assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
    }
  }

  public Append appendOf(MessageId id) {
    return new Append(channel, id, authorOf(id), bodyOf(id));
  }

  public MessageId append(MessageId id) {
    ask(appendOf(id));
    return id;
  }

  public MessageId append(MessageId id, Body body) {
    ask(new Append(channel, id, authorOf(id), body));
    return id;
  }

  /** So many messages, a second apart, the first one {@code ago}; oldest first. */
  public List<MessageId> appendSome(int count, Duration ago) {
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(append(idAgo(ago.minusSeconds(i), 0)));
    }
    return ids;
  }

  public void edit(MessageId id, String content, long atMicros) {
    ask(new Edit(channel, id, Body.of(content), atMicros));
  }

  public void delete(MessageId id, long atMicros) {
    ask(new Delete(channel, id, atMicros));
  }

  /** Deletes a millisecond after the id's own. */
  public void delete(MessageId id) {
    delete(id, id.unixMicros() + 1_000);
  }

  /** Deletes everything below {@code id}, in as many requests as it takes; how many. */
  public int deleteBelow(MessageId id, long atMicros) {
    Optional<DeleteBulk> rest =
        Optional.of(new DeleteBulk(channel, new DeleteBulk.Before(id), atMicros));
    int requests = 0;
    while (rest.isPresent()) {
      rest = ask(rest.get()).rest();
      requests++;
    }
    return requests;
  }

  public Optional<Message> get(MessageId id) {
    return ask(new Get(channel, id)).message();
  }

  public Page page(Slice slice, int limit) {
    return ask(new History(channel, slice, limit));
  }

  public List<MessageId> ids(Slice slice, int limit) {
    return idsOf(page(slice, limit).messages());
  }

  /** Every message from the newest on, by the pages' older cursors. */
  public List<Message> walkOlder(Slice from, int limit) {
    List<Message> walked = new ArrayList<>();
    Optional<? extends Slice> next = Optional.of(from);
    for (int pages = 0; next.isPresent(); pages++) {
      assertThat(pages).as("pages without an end").isLessThan(MAX_PAGES);
      Page page = page(next.get(), limit);
      assertThat(page.messages()).hasSizeLessThanOrEqualTo(limit);
      walked.addAll(page.messages());
      next = page.older();
    }
    return walked;
  }

  /** Every message above {@code from}, oldest first, by the pages' newer cursors. */
  public List<Message> walkNewer(Slice.After from, int limit) {
    List<Message> walked = new ArrayList<>();
    Slice.After next = from;
    for (int pages = 0; ; pages++) {
      assertThat(pages).as("pages without an end").isLessThan(MAX_PAGES);
      Page page = page(next, limit);
      walked.addAll(page.messages().reversed());
      if (page.newer().isEmpty() || (page.messages().isEmpty() && !page.partial())) {
        return walked;
      }
      next = page.newer().get();
    }
  }

  public static List<MessageId> idsOf(List<Message> messages) {
    return messages.stream().map(Message::id).toList();
  }
}
