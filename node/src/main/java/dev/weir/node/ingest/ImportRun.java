package dev.weir.node.ingest;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** One import under way: windows start in the order of lines, and are settled in that order. */
final class ImportRun {

  private static final int MIN_UNDERWAY = 3;
  private static final int MAX_UNDERWAY = 16;
  private static final int REQUESTS_PER_WINDOW = 4;

  private final ImportOptions options;
  private final ImportListener listener;
  private final Requests requests;
  private final Underway.Means means;
  private final ExecutorService windows;
  private final ChannelTracker tracker;
  private final Deque<Future<Underway.Outcome>> underway = new ArrayDeque<>();
  private Checkpoints checkpoints = Checkpoints.none();
  private CompletableFuture<Boolean> looked = CompletableFuture.completedFuture(true);
  private Checkpoint done = Checkpoint.start("");

  ImportRun(
      ImportOptions options,
      ImportListener listener,
      Requests requests,
      Underway.Means means,
      ExecutorService windows) {
    this.options = options;
    this.listener = listener;
    this.requests = requests;
    this.means = means;
    this.windows = windows;
    this.tracker = new ChannelTracker(options.channels());
  }

  ImportSummary run(
      ImportSource source, Checkpoints places, Ticker ticker, BooleanSupplier stopping)
      throws InterruptedException {
    long started = ticker.nanos();
    Checkpoint start = done;
    checkpoints = places;
    try {
      start = checkpoints.load(source);
      done = start;
      WindowReader reader = resume(source.lines());
      checkpoints.store(done);
      while (!stopping.getAsBoolean()) {
        Window window = reader.next(options.windowLines());
        if (window.lines() == 0) {
          break;
        }
        begin(window);
      }
      settleAll();
      if (!stopping.getAsBoolean()) {
        checkpoints.clear();
      }
    } catch (IOException e) {
      throw unreadable(source, e);
    } catch (WeirException failure) {
      requests.abandon();
      if (!stopping.getAsBoolean()) {
        throw givenUp(failure);
      }
    }
    return new ImportSummary(
        done.messages(),
        done.added(),
        tracker.channels(),
        done.rejected(),
        start.lines(),
        done.messages() - start.messages(),
        Duration.ofNanos(ticker.nanos() - started),
        new ImportSummary.End(done.lines(), stopping.getAsBoolean()));
  }

  /** Reads what is done without asking for it, because later names depend on it. */
  private WindowReader resume(Lines lines) throws IOException {
    WindowReader reader = new WindowReader(lines, tracker);
    long left = done.lines();
    while (left > 0) {
      long read = reader.next(Math.min(left, options.windowLines())).lines();
      if (read == 0) {
        break;
      }
      left -= read;
    }
    if (done.lines() > 0) {
      listener.resumed(done.lines());
    }
    return reader;
  }

  private void begin(Window window) throws InterruptedException {
    int max =
        Math.clamp(options.concurrency() / REQUESTS_PER_WINDOW + 1, MIN_UNDERWAY, MAX_UNDERWAY);
    while (underway.size() >= max) {
      settle(underway.removeFirst());
    }
    Underway work = new Underway(window, means);
    CompletableFuture<Boolean> previous = looked;
    underway.add(windows.submit(() -> work.work(previous)));
    looked = work.looked();
  }

  private void settleAll() throws InterruptedException {
    while (!underway.isEmpty()) {
      settle(underway.removeFirst());
    }
  }

  private void settle(Future<Underway.Outcome> first) throws InterruptedException {
    Underway.Outcome outcome;
    try {
      outcome = first.get();
    } catch (ExecutionException e) {
      throw failure(e);
    }
    Window window = outcome.window();
    int parsed = window.rejections().size();
    int rejected = outcome.rejections().size();
    done =
        new Checkpoint(
            done.source(),
            done.lines() + window.lines(),
            done.messages() + window.messages() - (rejected - parsed),
            done.added() + outcome.added(),
            done.rejected() + rejected);
    outcome.rejections().forEach(each -> listener.rejected(each.line(), each.reason()));
    checkpoints.store(done);
    listener.settled(done.lines());
  }

  private static WeirException failure(Throwable e) {
    Throwable cause = e;
    while (cause instanceof ExecutionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof WeirException known
        ? known
        : new WeirException(ErrorCode.INTERNAL, "unexpected: " + cause, cause);
  }

  private WeirException givenUp(WeirException failure) {
    return new WeirException(
        failure.code(),
        "%s; the import stopped after line %,d: start it again to go on, nothing is stored twice"
            .formatted(failure.getMessage(), done.lines()),
        failure);
  }

  /** What was read before the source failed is kept. */
  private WeirException unreadable(ImportSource source, IOException e) throws InterruptedException {
    settleAll();
    return new WeirException(
        ErrorCode.FILE_UNREADABLE,
        "cannot read %s behind line %,d: %s".formatted(source.name(), done.lines(), e.getMessage()),
        e);
  }
}
