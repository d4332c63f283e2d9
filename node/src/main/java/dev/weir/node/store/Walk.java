package dev.weir.node.store;

import dev.weir.messages.Call;
import dev.weir.messages.Message;
import dev.weir.messages.ReadLevel;
import dev.weir.topology.ChannelId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a channel's buckets in one direction until a page is full: the first bucket alone,
 * the following ones with the next already being read.
 *
 * <p>A walk ends early, with what it has, when it has used up its reads, rows or time. Where the
 * database cannot walk a bucket as a whole, for tombstones or for slowness, it is read in parts of
 * shorter time. Once something was read, no failure fails the page; but one that nobody waits for
 * is given up before its next read.
 *
 * <p>Used once. Its steps follow one another, on whatever thread completes a read.
 */
final class Walk {

  /** Timeouts may come from slowness, which more reads make worse. */
  private static final int MAX_TIMEOUTS = 2;

  /** With less time than this left for it, a further read is not begun. */
  private static final long LEAST_NANOS = 1_000_000;

  /**
   * Where a walk begins and, if it gets there, ends.
   *
   * @param from the first id
   * @param to the last one: nothing beyond it is read
   */
  record Start(ChannelId channel, Direction direction, long from, long to, Call call) {

    /** A walk that ends where the channel does. */
    Start(ChannelId channel, Direction direction, long from, Call call) {
      this(channel, direction, from, direction.farthest(), call);
    }

    /** What the walk may read of a bucket. */
    Window window(Bucket bucket) {
      return direction.within(bucket, from, to);
    }
  }

  /** A part of the way, in order; read ahead of its turn or not yet. */
  private static final class Segment {
    final Window window;
    final boolean sheltered;
    @Nullable CompletionStage<SelectWindow.Rows> read;

    /**
     * {@code sheltered}: all of the bucket is on the way and a newer one in the index, so this one
     * may leave it.
     */
    Segment(Window window, boolean sheltered) {
      this.window = window;
      this.sheltered = sheltered;
    }
  }

  private final Reading reading;
  private final Start start;
  private final Filling filling;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private int readsLeft;
  private int rowsLeft;
  private int scrubsLeft;
  private boolean indexGoesOn;
  private long edge;
  private boolean progressed;
  private boolean cut;
  private int timeouts;
  private @Nullable Throwable lastFailure;
  private @Nullable Bucket bucket;
  private boolean bucketUntouched;

  /** A walk that may use {@code 1 / shares} of what a request may cost. */
  Walk(Reading reading, Start start, Filling filling, int shares) {
    this.reading = reading;
    this.start = start;
    this.filling = filling;
    this.readsLeft = reading.limits().maxBucketReads() / shares;
    this.rowsLeft = reading.limits().rowBudget() / shares;
    this.scrubsLeft = reading.limits().scrubs() / shares;
    this.edge = start.from();
  }

  /**
   * Walks these buckets.
   *
   * @param indexGoesOn whether the index has more of them in this direction
   */
  CompletionStage<Stretch> through(List<Bucket> buckets, boolean indexGoesOn) {
    this.indexGoesOn = indexGoesOn;
    for (int i = 0; i < buckets.size(); i++) {
      Window window = start.window(buckets.get(i));
      boolean sheltered =
          switch (start.direction()) {
            case DOWN -> i > 0 && window.low() == buckets.get(i).first();
            case UP -> indexGoesOn || i < buckets.size() - 1;
          };
      segments.add(new Segment(window, sheltered));
    }
    return next();
  }

  private CompletionStage<Stretch> next() {
    if (segments.isEmpty() && !indexGoesOn) {
      return end(Stretch.End.NOTHING_FURTHER);
    }
    if (filling.isFull()) {
      return end(Stretch.End.FULL);
    }
    if (segments.isEmpty()) {
      return end(Stretch.End.CUT);
    }
    CompletionStage<SelectWindow.Rows> read = readHead();
    if (read == null) {
      return stopOr(lastFailure);
    }
    readAhead();
    Segment head = segments.removeFirst();
    return read.handle((rows, error) -> error == null ? took(head, rows) : failed(head, error))
        .thenCompose(Function.identity());
  }

  /**
   * The read of the next segment, cut to a part that the database can walk; null if none is left.
   */
  private @Nullable CompletionStage<SelectWindow.Rows> readHead() {
    Segment head = segments.getFirst();
    if (head.read != null) {
      return head.read;
    }
    Window window = head.window;
    long span = stride(window);
    if (span < window.span()) {
      cut = true;
      Window part = start.direction().part(window, span);
      segments.removeFirst();
      segments.addFirst(
          new Segment(
              start.direction().beyond(window, start.direction().end(part)), head.sheltered));
      head = new Segment(part, head.sheltered);
      segments.addFirst(head);
    }
    return read(head);
  }

  private void readAhead() {
    if (!progressed || cut) {
      return;
    }
    int ahead = reading.limits().concurrency();
    for (Segment segment : segments) {
      if (ahead-- == 0) {
        return;
      }
      boolean canBeWhole = stride(segment.window) >= segment.window.span();
      if (segment.read == null && (!canBeWhole || read(segment) == null)) {
        return;
      }
    }
  }

  /** How many ids of the window's bucket the database can walk at once. */
  private long stride(Window window) {
    return reading.strides().span(start.channel(), window.bucket());
  }

  private @Nullable CompletionStage<SelectWindow.Rows> read(Segment segment) {
    int limit = Math.min(Math.min(reading.limits().fetchRows(), filling.missing() + 1), rowsLeft);
    boolean further = progressed || lastFailure != null;
    long left = reading.database().leftNanos(start.call());
    long nanos = further ? left / 2 : left;
    if (readsLeft == 0 || limit < 1 || (further && nanos < LEAST_NANOS)) {
      return null;
    }
    readsLeft--;
    CompletionStage<SelectWindow.Rows> read =
        reading
            .windows()
            .ask(
                reading.windows().bind(start.channel(), segment.window, start.direction(), limit),
                limit,
                start.call(),
                nanos);
    segment.read = read;
    return read;
  }

  private CompletionStage<Stretch> took(Segment segment, SelectWindow.Rows read) {
    Window window = segment.window;
    if (read.rows().isEmpty() && !read.complete()) {
      return narrowed(segment, new IllegalStateException("only tombstones were found"));
    }
    progressed = true;
    enter(window);
    for (StoredRow row : read.rows()) {
      rowsLeft--;
      bucketUntouched = false;
      Optional<Message> message = row.message();
      if (message.isPresent()) {
        switch (filling.offer(message.get())) {
          case FULL -> {
            return end(Stretch.End.FULL);
          }
          case TOO_LARGE -> {
            return end(Stretch.End.CUT);
          }
          case TAKEN -> {}
        }
      } else if (scrubsLeft > 0 && reading.scrubber().found(start.channel(), row)) {
        scrubsLeft--;
      }
      edge = row.id().value();
    }
    if (read.complete()) {
      edge = start.direction().end(window);
      leave(segment);
    } else {
      segments.addFirst(new Segment(start.direction().beyond(window, edge), segment.sheltered));
    }
    return next();
  }

  private void enter(Window window) {
    if (!window.bucket().equals(bucket)) {
      bucket = window.bucket();
      bucketUntouched = start.direction().isWhole(window);
    }
  }

  private void leave(Segment segment) {
    Window window = segment.window;
    if (cut && window.span() >= stride(window)) {
      reading.strides().widen(start.channel(), window);
    }
    boolean bucketDone =
        segments.isEmpty() || !segments.getFirst().window.bucket().equals(window.bucket());
    if (bucketDone
        && bucketUntouched
        && segment.sheltered
        && start.call().level() != ReadLevel.EVENTUAL) {
      reading.marks().foundEmpty(start.channel(), window.bucket());
    }
  }

  private CompletionStage<Stretch> failed(Segment segment, Throwable error) {
    Database.refuseIfGone(start.call());
    boolean timeout = DriverErrors.isTimeout(error);
    if (timeout) {
      timeouts++;
    }
    return DriverErrors.asksForLess(error) && timeouts <= MAX_TIMEOUTS
        ? narrowed(segment, error)
        : stopOr(error);
  }

  private CompletionStage<Stretch> narrowed(Segment segment, Throwable error) {
    lastFailure = error;
    if (segment.window.span() <= Window.SMALLEST_SPAN) {
      return stopOr(error);
    }
    reading.events().happened(StoreEvent.READ_NARROWED);
    reading.strides().narrow(start.channel(), segment.window);
    segments.addFirst(new Segment(segment.window, segment.sheltered));
    return next();
  }

  /** Ends with what there is; if nothing could be read at all, that is the failure. */
  private CompletionStage<Stretch> stopOr(@Nullable Throwable failure) {
    return progressed || failure == null
        ? end(Stretch.End.CUT)
        : CompletableFuture.failedStage(DriverErrors.ofRead(failure));
  }

  private CompletionStage<Stretch> end(Stretch.End end) {
    return CompletableFuture.completedStage(new Stretch(filling.messages(), end, edge));
  }
}
