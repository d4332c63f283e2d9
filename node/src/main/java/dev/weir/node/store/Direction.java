package dev.weir.node.store;

/** Which way a walk goes through a channel. */
enum Direction {
  /** Newest first. */
  DOWN {
    @Override
    long farthest() {
      return Long.MIN_VALUE;
    }

    @Override
    Window within(Bucket bucket, long from, long to) {
      return new Window(bucket, Math.max(to, bucket.first()), Math.min(from, bucket.last()));
    }

    @Override
    Window part(Window window, long span) {
      return new Window(window.bucket(), window.high() - span + 1, window.high());
    }

    @Override
    Window beyond(Window window, long edge) {
      return new Window(window.bucket(), window.low(), edge - 1);
    }

    @Override
    long end(Window window) {
      return window.low();
    }

    @Override
    boolean isWhole(Window window) {
      return window.high() == window.bucket().last();
    }
  },

  /** Oldest first. */
  UP {
    @Override
    long farthest() {
      return Long.MAX_VALUE;
    }

    @Override
    Window within(Bucket bucket, long from, long to) {
      return new Window(bucket, Math.max(from, bucket.first()), Math.min(to, bucket.last()));
    }

    @Override
    Window part(Window window, long span) {
      return new Window(window.bucket(), window.low(), window.low() + span - 1);
    }

    @Override
    Window beyond(Window window, long edge) {
      return new Window(window.bucket(), edge + 1, window.high());
    }

    @Override
    long end(Window window) {
      return window.high();
    }

    @Override
    boolean isWhole(Window window) {
      return window.low() == window.bucket().first();
    }
  };

  /** The last id that there can be in this direction. */
  abstract long farthest();

  /** What of a bucket lies on a walk from one id to another, both included; possibly nothing. */
  abstract Window within(Bucket bucket, long from, long to);

  /** The first part of a window, {@code span} ids. */
  abstract Window part(Window window, long span);

  /** What is left of a window that was read to {@code edge}. */
  abstract Window beyond(Window window, long edge);

  /** Where a window ends. */
  abstract long end(Window window);

  /** Whether the window begins where its bucket does. */
  abstract boolean isWhole(Window window);
}
