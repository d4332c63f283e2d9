package dev.weir.node;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Append;
import dev.weir.messages.AppendAll;
import dev.weir.messages.BulkProgress;
import dev.weir.messages.Call;
import dev.weir.messages.ChannelPage;
import dev.weir.messages.Channels;
import dev.weir.messages.Deadline;
import dev.weir.messages.Delete;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Edit;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.WeirException;
import dev.weir.node.store.Store;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A store that takes its time, as chance has it, and now and then fails. */
final class SlowStore implements Store {

  private static final long LONGEST_NANOS = Duration.ofSeconds(3).toNanos();

  private final Store store;
  private final VirtualTime time;
  private final RandomGenerator random;

  SlowStore(Store store, VirtualTime time, RandomGenerator random) {
    this.store = store;
    this.time = time;
    this.random = random;
  }

  private <A> CompletionStage<A> later(Supplier<? extends CompletionStage<? extends A>> work) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    double chance = random.nextDouble();
    long delayNanos = (long) (LONGEST_NANOS * chance * chance * chance);
    boolean fails = random.nextInt(20) == 0;
    time.after(
        delayNanos,
        () -> {
          if (fails) {
            answer.completeExceptionally(new WeirException(ErrorCode.UNAVAILABLE, "by chance"));
            return;
          }
          var _ =
              work.get()
                  .whenComplete((value, failure) -> {
                    if (failure == null) {
                      answer.complete(value);
                    } else {
                      answer.completeExceptionally(failure);
                    }
                  });
        });
    return answer;
  }

  @Override
  public CompletionStage<Page> history(History request, Call call) {
    return later(() -> store.history(request, call));
  }

  @Override
  public CompletionStage<Found> get(Get request, Call call) {
    return later(() -> store.get(request, call));
  }

  @Override
  public CompletionStage<Acknowledged> append(Append request, Call call) {
    return later(() -> store.append(request, call));
  }

  @Override
  public CompletionStage<Acknowledged> appendAll(AppendAll request, Call call) {
    return later(() -> store.appendAll(request, call));
  }

  @Override
  public CompletionStage<Acknowledged> edit(Edit request, Call call) {
    return later(() -> store.edit(request, call));
  }

  @Override
  public CompletionStage<Acknowledged> delete(Delete request, Call call) {
    return later(() -> store.delete(request, call));
  }

  @Override
  public CompletionStage<BulkProgress> deleteBulk(DeleteBulk request, Call call) {
    return later(() -> store.deleteBulk(request, call));
  }

  @Override
  public CompletionStage<ChannelPage> channels(Channels request, Call call) {
    return later(() -> store.channels(request, call));
  }

  @Override
  public CompletionStage<?> probe(Deadline deadline) {
    return later(() -> store.probe(deadline));
  }

  @Override
  public boolean spansRegions() {
    return true;
  }

  @Override
  public String consistency(ReadLevel level) {
    return "MEMORY";
  }

  @Override
  public long connectedNodes() {
    return 1;
  }
}
