package dev.weir.node.ingest;

import java.util.ArrayList;
import java.util.Collections;
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
  private final ExecutorService threads;
  private final int concurrency;
  private final CompletableFuture<Boolean> looked = new CompletableFuture<>();
  private final Queue<Rejection> late = new ConcurrentLinkedQueue<>();

  /** What a window came to. */
  record Outcome(Window window, long added, List<Rejection> rejections) {}

  Underway(Window window, ExecutorService threads, int concurrency) {
    this.window = window;
    this.threads = threads;
    this.concurrency = concurrency;
  }

  /** Whether the window has looked for all its messages; also completed when it failed. */
  CompletableFuture<Boolean> looked() {
    return looked;
  }

  /** Does the window's work. Blocks. */
  Outcome work(CompletableFuture<Boolean> previousLooked, StoredMessages stored, Appender appender)
      throws ExecutionException, InterruptedException {
    List<Batch> missing;
    try {
      previousLooked.get();
      List<Callable<Batch>> looks = new ArrayList<>();
      for (Batch batch : window.batches()) {
        looks.add(() -> batch.with(stored.missing(batch, late::add)));
      }
      missing = all(looks);
    } finally {
      looked.complete(true);
    }
    long added = 0;
    List<Callable<Boolean>> appends = new ArrayList<>();
    for (Batch batch : missing) {
      added += batch.messages().size();
      for (Batch part : Appender.parts(batch)) {
        appends.add(() -> {
          appender.append(part, late::add);
          return true;
        });
      }
    }
    int conflicts = late.size();
    all(appends);
    return new Outcome(window, added - (late.size() - conflicts), rejections());
  }

  private List<Rejection> rejections() {
    List<Rejection> all = new ArrayList<>(window.rejections());
    all.addAll(late);
    all.sort(Comparator.comparingLong(Rejection::line));
    return all;
  }

  /** Runs all tasks on a few threads: there may be as many tasks as lines. */
  private <T> List<T> all(List<Callable<T>> tasks) throws ExecutionException, InterruptedException {
    AtomicReferenceArray<T> results = new AtomicReferenceArray<>(tasks.size());
    AtomicInteger next = new AtomicInteger();
    Callable<Boolean> worker =
        () -> {
          for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
            results.set(i, tasks.get(i).call());
          }
          return true;
        };
    int workers = Math.min(concurrency, tasks.size());
    for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(workers, worker))) {
      done.get();
    }
    List<T> list = new ArrayList<>(tasks.size());
    for (int i = 0; i < tasks.size(); i++) {
      list.add(results.get(i));
    }
    return list;
  }
}
