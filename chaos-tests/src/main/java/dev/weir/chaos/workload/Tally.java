package dev.weir.chaos.workload;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.Receipt;
import dev.weir.messages.Token;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * What came of the requests of a load. Latencies count from when a request was due, not from when
 * it was sent: a load generator that falls behind must not hide it.
 */
public final class Tally {

  private static final long HIGHEST_MICROS = 60_000_000L;
  private static final int DIGITS = 3;

  private final ConcurrentHistogram reads = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);
  private final ConcurrentHistogram appends = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);
  private final AtomicLongArray answers = new AtomicLongArray(Token.MAX_REGION + 1);
  private final Map<ErrorCode, LongAdder> errors = new ConcurrentSkipListMap<>();

  void read(long micros) {
    reads.recordValue(Math.min(Math.max(micros, 0), HIGHEST_MICROS));
  }

  void appended(long micros) {
    appends.recordValue(Math.min(Math.max(micros, 0), HIGHEST_MICROS));
  }

  void answeredBy(Receipt receipt) {
    receipt.token().ifPresent(token -> answers.incrementAndGet(token.region()));
  }

  void failed(ErrorCode code) {
    errors.computeIfAbsent(code, ignored -> new LongAdder()).increment();
  }

  /** Reads answered. */
  public long reads() {
    return reads.getTotalCount();
  }

  /** Appends acknowledged. */
  public long appends() {
    return appends.getTotalCount();
  }

  /** Answers of the database of a region, by its number. */
  public long answeredBy(int region) {
    return answers.get(region);
  }

  /** Requests that failed. */
  public long errors() {
    return errors.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Failures by code, for people. */
  public String errorsByCode() {
    return errors.toString();
  }

  /** A percentile of the reads' latencies, in milliseconds; 0 without reads. */
  public double readMillis(double percentile) {
    return reads.getValueAtPercentile(percentile) / 1_000.0;
  }

  /** The slowest of all, in milliseconds. */
  public double slowestMillis() {
    return Math.max(reads.getMaxValue(), appends.getMaxValue()) / 1_000.0;
  }

  /** A percentile of the appends' latencies, in milliseconds; 0 without appends. */
  public double appendMillis(double percentile) {
    return appends.getValueAtPercentile(percentile) / 1_000.0;
  }

  /** Adds what another tally holds. */
  public void add(Tally other) {
    reads.add(other.reads);
    appends.add(other.appends);
    for (int region = 0; region < answers.length(); region++) {
      answers.addAndGet(region, other.answers.get(region));
    }
    other.errors.forEach(
        (code, count) -> errors.computeIfAbsent(code, ignored -> new LongAdder()).add(count.sum()));
  }
}
