package dev.weir.node.ingest;

import dev.weir.messages.Call;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Messages;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Imports messages, in three steps per window of lines.
 *
 * <ol>
 *   <li>Name: a message's id is its time, {@link dev.weir.messages.MessageId#IMPORT_WORKER}, and
 *       how many earlier messages of the channel have the same millisecond. So the same source
 *       always gives the same ids.
 *   <li>Look: ask each channel's history which of these ids are stored already.
 *   <li>Append the others, many in a request, several requests at once.
 * </ol>
 *
 * <p>A message that was deleted meanwhile is appended again at its old time, which the deletion
 * outlives: it stays deleted. A line that cannot be imported is reported, never dropped in silence.
 */
public final class Importer {

  private final ImportOptions options;
  private final ImportListener listener;
  private final Ticker ticker;
  private final Requests requests;
  private volatile boolean stopping;

  /**
   * An importer for one run.
   *
   * @param calls how long each request may take
   * @param chance spreads repeated requests
   */
  public Importer(
      Messages messages,
      Supplier<Call> calls,
      ImportOptions options,
      ImportListener listener,
      Ticker ticker,
      RandomGenerator chance) {
    this.options = options;
    this.listener = listener;
    this.ticker = ticker;
    this.requests = new Requests(messages, calls, options.patience(), chance);
  }

  /**
   * Imports a source. Blocks until all of it is acknowledged, or {@link #stop} was called.
   *
   * @throws WeirException when nodes fail for longer than patience lasts, or the source or the
   *     checkpoint cannot be read or written; what was settled is remembered
   */
  public ImportSummary run(ImportSource source, Checkpoints checkpoints) {
    ThreadFactory virtual = Thread.ofVirtual().factory();
    try (ExecutorService windows = Executors.newThreadPerTaskExecutor(virtual);
        ExecutorService askers = Executors.newFixedThreadPool(options.concurrency(), virtual)) {
      Underway.Means means =
          new Underway.Means(
              new StoredMessages(requests), new Appender(requests), askers, options.concurrency());
      return new ImportRun(options, listener, requests, means, windows)
          .run(source, checkpoints, ticker, () -> stopping);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.CLIENT_CLOSED, "the import was interrupted", e);
    }
  }

  /**
   * Ends the run after the windows under way; what fails is not repeated any more. Does not wait.
   * Any thread may call this.
   */
  public void stop() {
    stopping = true;
    requests.stopRepeating();
  }

  /** Ends the run after the requests in flight. Does not wait. Any thread may call this. */
  public void abandon() {
    stopping = true;
    requests.abandon();
  }
}
