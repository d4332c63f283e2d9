package dev.weir.node.coalesce;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.Messages;
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

/**
 * A store in memory whose reads take two steps, when the test says so: they read, and much later
 * their answer arrives. What happens in between is what coalescing may hide.
 */
final class GatedStore implements Room {

  private static final Call NO_HURRY = Call.by(new Deadline(Long.MAX_VALUE));

  /** A query on its way. */
  static final class Pending {
    final Request<?> request;
    private final Messages store;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private Optional<Answer> found = Optional.empty();

    Pending(Messages store, Request<?> request) {
      this.store = store;
      this.request = request;
    }

    boolean isUnread() {
      return found.isEmpty();
    }

    /** The query reads: from here on its answer does not change. */
    void read() {
      if (found.isEmpty()) {
        found = Optional.of(request.ask(store, NO_HURRY).toCompletableFuture().join());
      }
    }

    /** The answer arrives. */
    void arrive() {
      read();
      answer.complete(found.get());
    }

    void fail(ErrorCode code) {
      answer.completeExceptionally(new WeirException(code, code.name()));
    }
  }

  final InMemoryStore store =
      new InMemoryStore(InstantSource.system(), () -> 0, Duration.ofMinutes(1));
  final List<Pending> pending = new ArrayList<>();

  /** Whether writes take two steps as well: they are kept, and much later their writer hears it. */
  boolean holdsWrites;

  @Override
  @SuppressWarnings("unchecked") // The store answers what it is asked.
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    if (!holdsWrites && !(request instanceof History || request instanceof Get)) {
      return request.ask(store, NO_HURRY).thenApply(done -> Served.of(done, Receipt.NONE));
    }
    Pending query = new Pending(store, request);
    pending.add(query);
    return query.answer.thenApply(answer -> Served.of((A) answer, Receipt.NONE));
  }

  /** All that a channel holds at this moment, newest first. */
  List<Message> messages(ChannelId channel) {
    History all = new History(channel, Slice.newest(), History.MAX_LIMIT);
    return store.history(all, NO_HURRY).toCompletableFuture().join().messages();
  }

  /** All answers arrive, also of reads that others bring about. */
  void arriveAll() {
    for (int i = 0; i < pending.size(); i++) {
      pending.get(i).arrive();
    }
  }
}
