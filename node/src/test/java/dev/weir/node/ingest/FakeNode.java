package dev.weir.node.ingest;

import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.Call;
import dev.weir.messages.ChannelPage;
import dev.weir.messages.Channels;
import dev.weir.messages.Deadline;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import dev.weir.node.store.InMemoryStore;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/** A store in memory with a node's limits, a record of what was asked, and failures on demand. */
public final class FakeNode implements Room {

  private static final int MAX_CONTENT = 64 * 1024;
  private static final Call NO_HURRY = Call.by(new Deadline(Long.MAX_VALUE));

  private final InMemoryStore store =
      new InMemoryStore(InstantSource.system(), () -> 0, Duration.ofSeconds(5));
  private final List<Request<?>> asked = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private Function<Request<?>, Optional<WeirException>> fault = _ -> Optional.empty();
  private int pageLimit = History.MAX_LIMIT;
  private int deletionSteps;
  private Receipt receipt = Receipt.NONE;

  /** Fails the requests for which {@code fault} has an exception, before they have any effect. */
  public synchronized void failWhen(Function<Request<?>, Optional<WeirException>> fault) {
    this.fault = fault;
  }

  /** Ends pages after {@code messages}, as a node does at one of its limits. */
  public synchronized void limitPages(int messages) {
    pageLimit = messages;
  }

  /** Gives this receipt with every answer. */
  public synchronized void giveReceipts(Receipt receipt) {
    this.receipt = receipt;
  }

  /** How everything so far was asked, in order. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Answers bulk deletions {@code steps} times with a rest. */
  public synchronized void deleteInSteps(int steps) {
    deletionSteps = steps;
  }

  /** All messages of a channel, oldest first. */
  public List<Message> messages(ChannelId channel) {
    List<Message> messages = new ArrayList<>();
    Page page;
    Slice next = Slice.after(MessageId.MIN);
    do {
      page =
          store.history(new History(channel, next, 1_000), NO_HURRY).toCompletableFuture().join();
      messages.addAll(page.messages().reversed());
      next = page.newer().map(Slice.class::cast).orElse(next);
    } while (!page.messages().isEmpty());
    return messages;
  }

  /** The channels that were written to. */
  public List<ChannelId> channelIds() {
    ChannelPage page =
        store
            .channels(new Channels(Optional.empty(), Channels.MAX_LIMIT), NO_HURRY)
            .toCompletableFuture()
            .join();
    return page.channels();
  }

  /** The requests of a type so far, in order. */
  public synchronized <R extends Request<?>> List<R> asked(Class<R> type) {
    return asked.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public synchronized void forgetAsked() {
    asked.clear();
  }

  @Override
  public synchronized <A extends Answer> CompletionStage<Served<A>> pass(
      Request<A> request, Call call) {
    calls.add(call);
    Receipt given = receipt;
    return answer(request).thenApply(answer -> Served.of(answer, given));
  }

  private synchronized <A extends Answer> CompletionStage<A> answer(Request<A> request) {
    asked.add(request);
    Optional<WeirException> failure = fault.apply(request).or(() -> refused(request));
    if (failure.isPresent()) {
      return CompletableFuture.failedStage(failure.get());
    }
    return switch (request) {
      case History history when history.limit() > pageLimit -> shortened(history);
      case DeleteBulk bulk when deletionSteps > 0 -> oneStep(bulk);
      default -> request.ask(store, NO_HURRY);
    };
  }

  @SuppressWarnings("unchecked") // A page answers a history.
  private <A extends Answer> CompletionStage<A> shortened(History history) {
    return (CompletionStage<A>)
        store
            .history(new History(history.channel(), history.slice(), pageLimit), NO_HURRY)
            .thenApply(page ->
                new Page(
                    page.messages(),
                    page.older(),
                    page.newer(),
                    page.messages().size() == pageLimit));
  }

  @SuppressWarnings("unchecked") // Progress answers a bulk deletion.
  private <A extends Answer> CompletionStage<A> oneStep(DeleteBulk bulk) {
    deletionSteps--;
    return (CompletionStage<A>)
        store.deleteBulk(bulk, NO_HURRY).thenApply(_ -> new BulkProgress(Optional.of(bulk)));
  }

  private static Optional<WeirException> refused(Request<?> request) {
    Stream<Body> bodies =
        switch (request) {
          case Append append -> Stream.of(append.body());
          case AppendAll all -> all.messages().stream().map(Message::body);
          default -> Stream.empty();
        };
    return bodies.anyMatch(body -> body.contentBytes() > MAX_CONTENT)
        ? Optional.of(new WeirException(ErrorCode.CONTENT_TOO_LARGE, "a message is too long"))
        : Optional.empty();
  }
}
