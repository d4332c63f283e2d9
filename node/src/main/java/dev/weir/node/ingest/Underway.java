package dev.weir.node.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A window on its way. Windows look for stored messages one after another, so that what one learns
 * about a channel serves the next; their appends overlap.
 */
final class Underway {

  private final Window window;
  private final Means means;
  private final CompletableFuture<Boolean> looked = new CompletableFuture<>();
  private final Queue<Rejection> late = new ConcurrentLinkedQueue<>();

  /**
   * What a window works with.
   *
   * @param askers as many threads as requests may be in flight, taking windows in their order
   */
  record Means(StoredMessages stored, Appender appender, ExecutorService askers, int concurrency) {}

  /** What a window came to. */
  record Outcome(Window window, long added, List<Rejection> rejections) {}

  Underway(Window window, Means means) {
    this.window = window;
    this.means = means;
  }

  /** Whether the window has looked for all its messages; also completed when it failed. */
  CompletableFuture<Boolean> looked() {
    return looked;
  }

  /** Does the window's work. Blocks. */
  Outcome work(CompletableFuture<Boolean> previousLooked)
      throws ExecutionException, InterruptedException {
    List<Batch> missing;
    int conflicts;
    Tasks<Boolean> appends;
    try {
      previousLooked.get();
      List<Callable<Batch>> looks = new ArrayList<>();
      for (Batch batch : window.batches()) {
        looks.add(() -> batch.with(means.stored().missing(batch, late::add)));
      }
      missing = Tasks.start(looks, means).await();
      conflicts = late.size();
      appends = Tasks.start(appends(missing), means);
    } finally {
      looked.complete(true); // Not before the appends are in the queue, ahead of the next window's.
    }
    List<Boolean> _ = appends.await();
    long added = 0;
    for (Batch batch : missing) {
      added += batch.messages().size();
    }
    return new Outcome(window, added - (late.size() - conflicts), rejections());
  }

  private List<Callable<Boolean>> appends(List<Batch> missing) {
    List<Callable<Boolean>> appends = new ArrayList<>();
    for (Batch batch : missing) {
      for (Batch part : Appender.parts(batch)) {
        appends.add(() -> {
          means.appender().append(part, late::add);
          return true;
        });
      }
    }
    return appends;
  }

  private List<Rejection> rejections() {
    List<Rejection> all = new ArrayList<>(window.rejections());
    all.addAll(late);
    all.sort(Comparator.comparingLong(Rejection::line));
    return all;
  }

  /**
   * Tasks that are run by as many threads as there are, unless one fails. The threads stay with one
   * window's tasks until nothing of them is left: so the first window is the first that is settled.
   */
  private record Tasks<T>(AtomicReferenceArray<T> results, List<Future<Boolean>> workers) {

    static <T> Tasks<T> start(List<Callable<T>> tasks, Means means) {
      AtomicReferenceArray<T> results = new AtomicReferenceArray<>(tasks.size());
      AtomicInteger next = new AtomicInteger();
      Callable<Boolean> worker =
          () -> {
            for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
              results.set(i, tasks.get(i).call());
            }
            return true;
          };
      List<Future<Boolean>> workers = new ArrayList<>();
      for (int i = 0; i < Math.min(means.concurrency(), tasks.size()); i++) {
        workers.add(means.askers().submit(worker));
      }
      return new Tasks<>(results, workers);
    }

    List<T> await() throws ExecutionException, InterruptedException {
      for (Future<Boolean> worker : workers) {
        Boolean _ = worker.get();
      }
      List<T> all = new ArrayList<>(results.length());
      for (int i = 0; i < results.length(); i++) {
        all.add(results.get(i));
      }
      return all;
    }
  }
}
