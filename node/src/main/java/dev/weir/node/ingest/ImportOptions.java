package dev.weir.node.ingest;

/**
 * How an import works.
 *
 * @param concurrency requests in flight at once, 1 to {@value #MAX_CONCURRENCY}
 * @param windowLines the most lines that are acknowledged and remembered together, at least 1; a
 *     tenth of it if they are of few channels
 * @param channels channels whose messages of one millisecond can be told apart at any time, at
 *     least 1; each takes about 150 bytes
 * @param patience with nodes that fail
 */
public record ImportOptions(int concurrency, int windowLines, int channels, Patience patience) {

  /** The default of {@link #concurrency}. */
  public static final int CONCURRENCY = 8;

  /** The most requests in flight. */
  public static final int MAX_CONCURRENCY = 1_024;

  private static final int WINDOW_LINES = 20_000;
  private static final int CHANNELS = 200_000;

  /** The defaults. */
  public static final ImportOptions DEFAULT =
      new ImportOptions(CONCURRENCY, WINDOW_LINES, CHANNELS, Patience.DEFAULT);

  public ImportOptions {
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw new IllegalArgumentException(
          "concurrency %d is not within 1..%d".formatted(concurrency, MAX_CONCURRENCY));
    }
    if (windowLines < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "windows of %d lines, %d channels: at least one each".formatted(windowLines, channels));
    }
  }

  public ImportOptions withConcurrency(int requests) {
    return new ImportOptions(requests, windowLines, channels, patience);
  }

  public ImportOptions withWindowLines(int lines) {
    return new ImportOptions(concurrency, lines, channels, patience);
  }

  public ImportOptions withChannels(int max) {
    return new ImportOptions(concurrency, windowLines, max, patience);
  }

  public ImportOptions withPatience(Patience other) {
    return new ImportOptions(concurrency, windowLines, channels, other);
  }
}
