package dev.weir.chaos.workload;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.MessageId;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Many sessions on a few channels, through some clients, each of which may know other nodes: what
 * they did and saw is recorded, to be checked. Closed loop: a session asks when it was answered.
 */
public final class SessionLoad {

  private static final Duration AFTER_FAILURE = Duration.ofMillis(20);

  private final List<Home> homes;
  private final SessionLoadConfig config;
  private final Ticker ticker;
  private final Pacing pacing;
  private final Duration thinks;
  private final Duration thinksAfterFailure;
  private final RecordedHistory history = new RecordedHistory();
  private final Map<ErrorCode, LongAdder> failures = new ConcurrentSkipListMap<>();
  private final Map<ErrorCode, String> examples = new ConcurrentSkipListMap<>();
  private volatile Consumer<Operation> listener = operation -> {};
  private final AtomicLongArray newestShown;
  private final Queue<String> misnamed = new ConcurrentLinkedQueue<>();
  private final AtomicLong claimed = new AtomicLong();
  private final AtomicInteger sessionsBegun;
  private final CountDownLatch running;
  private final List<LoadSession> sessions;

  /**
   * A load that has not begun.
   *
   * @param homes the sessions begin with them in turn; whether they change over, their habits say
   * @param executor runs the sessions, which never block
   */
  public SessionLoad(List<Home> homes, SessionLoadConfig config, Ticker ticker, Executor executor) {
    this(homes, config, ticker, Pacing.on(executor));
  }

  /** A load of which somebody else says when it goes on. */
  public SessionLoad(List<Home> homes, SessionLoadConfig config, Ticker ticker, Pacing pacing) {
    this.homes = List.copyOf(homes);
    this.config = config;
    this.ticker = ticker;
    this.pacing = pacing;
    this.newestShown = new AtomicLongArray(homes.size());
    this.thinks = config.habits().thinks();
    this.thinksAfterFailure = thinks.compareTo(AFTER_FAILURE) > 0 ? thinks : AFTER_FAILURE;
    this.sessionsBegun = new AtomicInteger(config.sessions());
    this.running = new CountDownLatch(config.sessions());
    SplittableRandom random = new SplittableRandom(config.seed());
    this.sessions =
        IntStream.range(0, config.sessions())
            .mapToObj(
                number -> new LoadSession(number, number % homes.size(), this, random.split()))
            .toList();
  }

  /** Runs all operations; blocks until the last one has ended, and says each second how far. */
  public RecordedHistory run(Consumer<String> progress) throws InterruptedException {
    long begun = ticker.nanos();
    start();
    while (!running.await(1, TimeUnit.SECONDS)) {
      double seconds = (ticker.nanos() - begun) / 1e9;
      progress.accept(
          "%d of %d operations, %.0f/s, %d failed"
              .formatted(history.size(), config.operations(), history.size() / seconds, failed()));
    }
    return history;
  }

  /** Begins; does not wait. */
  public void start() {
    sessions.forEach(this::goOn);
  }

  /** Begins no more operations, and blocks until those under way have ended. */
  public RecordedHistory stop() throws InterruptedException {
    finish();
    running.await();
    return history;
  }

  /** Begins no more operations; does not wait for those under way. */
  public void finish() {
    claimed.set(config.operations());
  }

  /**
   * Begins no more operations, and records those that are under way as what nobody has told
   * anything up to now: what becomes of them later is not recorded. Does not wait.
   */
  public RecordedHistory closeBooks() {
    finish();
    sessions.forEach(LoadSession::breakOff);
    return history;
  }

  /** Whether no operation is under way, nor will be. */
  public boolean isOver() {
    return running.getCount() == 0;
  }

  /** What was recorded so far. */
  public RecordedHistory history() {
    return history;
  }

  /** Operations that failed, or whose outcome is unknown. */
  public long failed() {
    return failures.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Failures by code, for people. */
  public String failuresByCode() {
    return failures.toString();
  }

  /** The first failure of each code, in its own words. */
  public Map<ErrorCode, String> examples() {
    return Map.copyOf(examples);
  }

  /**
   * What a failure says of a write: exactly as much as is promised of its code, so that a checker
   * sees if it is not kept.
   */
  static Outcome outcome(ErrorCode code) {
    return code.isUndone() ? Outcome.FAILED : Outcome.UNKNOWN;
  }

  /**
   * Messages that a client named before one that it had shown: whoever follows a channel from what
   * was shown would never meet what was written then. Nothing, as long as clocks are within bounds.
   */
  public List<String> misnamed() {
    return List.copyOf(misnamed);
  }

  /** The newest message that the client of a home has shown anybody. */
  long newestShown(int home) {
    return newestShown.get(home);
  }

  void shown(int home, MessageId newest) {
    newestShown.accumulateAndGet(home, newest.value(), Math::max);
  }

  void misnamed(String told) {
    misnamed.add(told);
  }

  boolean claim() {
    return claimed.getAndIncrement() < config.operations();
  }

  void sessionEnded() {
    running.countDown();
  }

  void goOn(LoadSession session) {
    pacing.after(thinks, session::next);
  }

  void goOnLater(LoadSession session) {
    pacing.after(thinksAfterFailure, session::next);
  }

  void failed(WeirException failure) {
    failures.computeIfAbsent(failure.code(), ignored -> new LongAdder()).increment();
    examples.putIfAbsent(failure.code(), failure.getMessage());
  }

  /** Has each operation told that was recorded, at once, on the thread that had its outcome. */
  public void onRecorded(Consumer<Operation> told) {
    listener = told;
  }

  void record(Operation operation) {
    history.add(operation);
    listener.accept(operation);
  }

  long nanos() {
    return ticker.nanos();
  }

  int channels() {
    return config.channels();
  }

  ChannelId channel(int number) {
    return new ChannelId(config.firstChannel() + number);
  }

  Habits habits() {
    return config.habits();
  }

  List<Home> homes() {
    return homes;
  }

  /** A number that no session has had. */
  int nextSession() {
    return sessionsBegun.getAndIncrement();
  }

  /** Any session, or any of those that began at home where one is; itself if none did. */
  LoadSession anySession(RandomGenerator random, LoadSession asking) {
    int any = random.nextInt(sessions.size());
    if (config.habits().handsAbroad()) {
      return sessions.get(any);
    }
    int home = asking.home();
    int place = any - any % homes.size() + home;
    if (place >= sessions.size()) {
      place = home;
    }
    return place < sessions.size() ? sessions.get(place) : asking;
  }
}
