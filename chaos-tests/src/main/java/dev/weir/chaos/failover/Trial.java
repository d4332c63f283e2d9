package dev.weir.chaos.failover;

import dev.weir.chaos.checker.Losses;
import dev.weir.chaos.checker.SessionChecker;
import dev.weir.chaos.checker.Verdict;
import dev.weir.chaos.cluster.BreakerWatch;
import dev.weir.chaos.cluster.NodeBreakers;
import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Stretch;
import dev.weir.chaos.history.Timeline;
import dev.weir.chaos.workload.ChannelContents;
import dev.weir.chaos.workload.Habits;
import dev.weir.chaos.workload.Home;
import dev.weir.chaos.workload.SessionLoad;
import dev.weir.chaos.workload.SessionLoadConfig;
import dev.weir.client.WeirClient;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Ticker;
import dev.weir.topology.ChannelId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/**
 * One drill's load, in both regions at once, on channels of its own, with everything that is
 * remembered of it: when things were done, what callers were told, what nodes tell.
 */
final class Trial implements AutoCloseable {

  private static final int CHANNELS = 40;
  private static final long OPERATIONS = 10_000_000;
  private static final Duration SPARE = Duration.ofMillis(50);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final double MOST_AWAY = 0.01;

  private final TwoRegions regions;
  private final DrillPlan plan;
  private final Ticker ticker;
  private final Clock wall;
  private final long firstChannel;
  private final WeirClient eu;
  private final WeirClient us;
  private final SessionLoad load;
  private final BreakerWatch watch;
  private final List<String> invalid = new ArrayList<>();
  private final List<Bar> bars = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long begunNanos;
  private long faultNanos;
  private long faultMicros;
  private boolean stopped;

  /**
   * A load that has not begun.
   *
   * @param number of the drill: no two have the same channels
   */
  Trial(TwoRegions regions, DrillPlan plan, Habits habits, int number, Ticker ticker) {
    this.regions = regions;
    this.plan = plan;
    this.ticker = ticker;
    this.wall = Clock.systemUTC();
    this.firstChannel = 1_000_000L * number;
    this.eu = regions.client(regions.eu());
    this.us = regions.client(regions.us());
    this.load =
        new SessionLoad(
            List.of(new Home(regions.eu().number(), eu), new Home(regions.us().number(), us)),
            new SessionLoadConfig(
                plan.sessions(), OPERATIONS, firstChannel, CHANNELS, number, habits),
            ticker,
            ForkJoinPool.commonPool());
    this.watch = new BreakerWatch(regions.nodes());
  }

  /** Begins; blocks until all is calm, and then for the baseline. */
  void begin() {
    load.start();
    Patience.pass(plan.warm(), ticker);
    awaitCalm();
    begunNanos = ticker.nanos();
    Patience.pass(plan.baseline(), ticker);
  }

  /**
   * Blocks until a stretch as long as the baseline was as a baseline must be, or patience is over:
   * processes that have just started are slow enough for their neighbours to take them for broken.
   */
  private void awaitCalm() {
    long begun = ticker.nanos();
    long end = begun + DrillPlan.PATIENCE.toNanos();
    long from = ticker.nanos() - plan.baseline().toNanos();
    while (from - begun < 0 || (!isCalm(from) && ticker.nanos() - end < 0)) {
      Patience.pass(LOOK, ticker);
      from = ticker.nanos() - plan.baseline().toNanos();
    }
  }

  private boolean isCalm(long fromNanos) {
    long now = ticker.nanos();
    return isBaseline(eu(fromNanos, now)) && isBaseline(us(fromNanos, now));
  }

  /** Whether enough was asked, nothing failed, and everybody was at home. */
  private boolean isBaseline(Stretch stretch) {
    return stretch.operations() >= plan.leastOperations()
        && stretch.failed() == 0
        && stretch.awayShare() < MOST_AWAY;
  }

  /** Does the harm. */
  void fault(Runnable harm) {
    faultMicros = ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant());
    faultNanos = ticker.nanos();
    harm.run();
  }

  long nanos() {
    return ticker.nanos();
  }

  Ticker ticker() {
    return ticker;
  }

  DrillPlan plan() {
    return plan;
  }

  long faultNanos() {
    return faultNanos;
  }

  void pass(Duration time) {
    Patience.pass(time, ticker);
  }

  /**
   * Blocks until those of eu are answered by it again, however long after a moment, or patience is
   * over; then for the time to settle.
   */
  void awaitHome(long fromNanos) {
    HomeAgain back = new HomeAgain(load.history(), regions.eu().number());
    boolean isBack =
        Patience.holdsWithin(
            DrillPlan.PATIENCE,
            () -> {
              long now = ticker.nanos();
              long recent = Math.max(fromNanos, now - Duration.ofSeconds(3).toNanos());
              return back.at(recent, now).isPresent();
            },
            ticker);
    if (!isBack) {
      notes.add("eu was not back within %d s".formatted(DrillPlan.PATIENCE.toSeconds()));
    }
    Patience.pass(plan.settle(), ticker);
  }

  /** What those of a home noticed between two moments, of what one region can serve. */
  Stretch stretch(int home, long fromNanos, long toNanos) {
    return Stretch.of(
        load.history(),
        fromNanos,
        toNanos,
        operation -> operation.terms().home() == home && Stretch.needsOneRegion(operation));
  }

  Stretch eu(long fromNanos, long toNanos) {
    return stretch(regions.eu().number(), fromNanos, toNanos);
  }

  Stretch us(long fromNanos, long toNanos) {
    return stretch(regions.us().number(), fromNanos, toNanos);
  }

  /** What eu's callers began before the fault. */
  Stretch euBaseline() {
    return eu(begunNanos, faultNanos);
  }

  /** What those of a home were told before the fault: what was still in flight then it may hurt. */
  private Stretch undisturbed(int home) {
    return Stretch.of(
        load.history(),
        begunNanos,
        faultNanos,
        operation ->
            operation.terms().home() == home
                && Stretch.needsOneRegion(operation)
                && operation.span().endedNanos() - faultNanos < 0);
  }

  /** The moves of breakers since the fault. */
  List<NodeBreakers.Move> moves() {
    return watch.since(faultMicros);
  }

  long faultMicros() {
    return faultMicros;
  }

  /** The drill proves nothing unless this holds. */
  void require(boolean condition, String otherwise) {
    if (!condition) {
      invalid.add(otherwise);
    }
  }

  void bar(Bar bar) {
    bars.add(bar);
  }

  void note(String note) {
    notes.add(note);
  }

  /** Ends the load; blocks until the last answer. */
  RecordedHistory stop() throws InterruptedException {
    stopped = true;
    return load.stop();
  }

  /** What of all that was acknowledged cannot be read by a client at a level. */
  Losses losses(WeirClient client, ReadLevel level) {
    ChannelContents contents = new ChannelContents(client, level, ticker);
    return Losses.of(load.history(), channel -> contents.of(new ChannelId(firstChannel + channel)));
  }

  /** Ends the load, checks what every drill must keep, and says what came of it. */
  Finding conclude(Scenario scenario) throws InterruptedException {
    RecordedHistory history = stop();
    Stretch euBefore = undisturbed(regions.eu().number());
    Stretch usBefore = undisturbed(regions.us().number());
    for (Stretch before : List.of(euBefore, usBefore)) {
      require(
          isBaseline(before),
          "the baseline has too little traffic, failures, or callers who are not at home: "
              + before);
    }
    Stretch all = Stretch.of(history, begunNanos, ticker.nanos(), _ -> true);
    bar(
        Bar.withinMillis(
            "the slowest call ends by its deadline",
            all.slowestMillis(),
            DrillPlan.TIMEOUT.plus(SPARE).toMillis()));
    Verdict verdict = SessionChecker.ofSeveralRegions().check(history);
    bar(Bar.none("answers that contradict what was promised, undeclared", verdict.violated()));
    verdict.violations().stream().limit(5).map(Object::toString).forEach(notes::add);
    load.examples().forEach((code, said) -> note("the first %s: %s".formatted(code, said)));
    note("%d operations; the checker saw %s".formatted(history.size(), verdict.seen()));
    return new Finding(scenario, invalid, bars, notes, Timeline.of(history, faultNanos), moves());
  }

  @Override
  public void close() throws InterruptedException {
    if (!stopped) {
      stop();
    }
    watch.close();
    eu.close();
    us.close();
  }
}
