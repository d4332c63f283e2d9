package dev.weir.chaos.workload;

import dev.weir.client.WeirClient;
import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.History;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chat load through one client: mostly reads of channels' newest pages, some appends, a few
 * channels much more popular than others and one of them hot. Open loop: requests are due at a
 * fixed rate, whatever becomes of the earlier ones.
 */
public final class ChatLoad implements AutoCloseable {

  /** The channel that everybody looks at. */
  public static final ChannelId HOT = ChannelId.ofName("announcements");

  private static final long TICK_MILLIS = 1;
  private static final int AUTHORS = 1_000;

  private final WeirClient client;
  private final ChatLoadConfig config;
  private final RandomGenerator random;
  private final SmallTalk smallTalk;
  private final Ticker ticker;
  private final Tally total = new Tally();
  private volatile Tally interval = new Tally();
  private final AtomicLong inFlight = new AtomicLong();
  private volatile Consumer<Append> acknowledged = append -> {};
  private long begunNanos;
  private long sent;
  private @Nullable ScheduledFuture<?> ticking;

  public ChatLoad(WeirClient client, ChatLoadConfig config, RandomGenerator random, Ticker ticker) {
    this.client = client;
    this.config = config;
    this.random = random;
    this.smallTalk = new SmallTalk(random);
    this.ticker = ticker;
  }

  /** Has each append told that was acknowledged, on any thread. */
  public void onAcknowledged(Consumer<Append> listener) {
    acknowledged = listener;
  }

  /** Begins to send, on the scheduler's thread. */
  public void start(ScheduledExecutorService scheduler) {
    begunNanos = ticker.nanos();
    ticking =
        scheduler.scheduleAtFixedRate(
            this::sendWhatIsDue, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Sends no more; requests in flight still come in. */
  @Override
  public void close() {
    if (ticking != null) {
      ticking.cancel(false);
    }
  }

  /** What came of all requests. */
  public Tally total() {
    return total;
  }

  /** What came in since the last call: for a line now and then, a few stragglers may be missing. */
  public Tally interval() {
    Tally before = interval;
    interval = new Tally();
    return before;
  }

  /** Requests sent and not answered yet; after {@link #close} it falls to zero by itself. */
  public long inFlight() {
    return inFlight.get();
  }

  private void sendWhatIsDue() {
    long nanosPerRequest = TimeUnit.SECONDS.toNanos(1) / config.requestsPerSecond();
    long due = (ticker.nanos() - begunNanos) / nanosPerRequest;
    while (sent < due) {
      send(begunNanos + sent * nanosPerRequest);
      sent++;
    }
  }

  private void send(long dueNanos) {
    if (random.nextDouble() < config.appendShare()) {
      long author = 1 + random.nextInt(AUTHORS);
      Body body = Body.of(smallTalk.sentence());
      ChannelId channel = channel();
      count(
          client.nameMessage().thenCompose(id -> append(new Append(channel, id, author, body))),
          dueNanos,
          Tally::appended);
    } else {
      History history = new History(channel(), Slice.newest(), config.pageLimit());
      count(client.pass(history, call()), dueNanos, Tally::read);
    }
  }

  private CompletionStage<Served<Acknowledged>> append(Append append) {
    return client
        .pass(append, call())
        .thenApply(done -> {
          acknowledged.accept(append);
          return done;
        });
  }

  private <A extends Answer> void count(
      CompletionStage<Served<A>> stage, long dueNanos, ObjLongConsumer<Tally> record) {
    inFlight.incrementAndGet();
    stage.whenComplete((answer, failure) -> {
      for (Tally tally : new Tally[] {total, interval}) {
        if (failure == null) {
          record.accept(tally, (ticker.nanos() - dueNanos) / 1_000);
          tally.answeredBy(answer.receipt());
        } else {
          tally.failed(WeirException.of(failure).code());
        }
      }
      inFlight.decrementAndGet();
    });
  }

  private Call call() {
    return Call.by(Deadline.in(config.timeout(), ticker));
  }

  private ChannelId channel() {
    if (random.nextDouble() < config.hotShare()) {
      return HOT;
    }
    // The square of a uniform number favours low channels: a tenth of them gets a third.
    double skewed = random.nextDouble() * random.nextDouble();
    return new ChannelId(1 + (long) (skewed * config.channels()));
  }
}
