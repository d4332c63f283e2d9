package dev.weir.chaos.drill;

import dev.weir.chaos.drill.spec.DrillSpec;
import dev.weir.chaos.drill.spec.LoadSpec;
import dev.weir.chaos.drill.spec.Target;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Stretch;
import dev.weir.chaos.workload.ChatLoad;
import dev.weir.chaos.workload.ChatLoadConfig;
import dev.weir.chaos.workload.Habits;
import dev.weir.chaos.workload.Home;
import dev.weir.chaos.workload.SessionLoad;
import dev.weir.chaos.workload.SessionLoadConfig;
import dev.weir.client.ClientConfig;
import dev.weir.client.Elsewhere;
import dev.weir.client.WeirClient;
import dev.weir.messages.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;

/** The callers of a drill, at home in every region, and what each of them noticed. */
final class Crowd implements AutoCloseable {

  /** No request takes longer. */
  static final Duration TIMEOUT = Duration.ofSeconds(3);

  private static final long OPERATIONS = 100_000_000;
  private static final double PERCENT = 100;
  private static final double REPEATS = 0.01;
  private static final double HOT_APPENDS = 0.002;
  private static final int UNIFORM_CHANNELS = 5_000;
  private static final int PAGE = 20;
  private static final int THREADS = 2;

  private final DrillSpec spec;
  private final List<Target> targets;
  private final long firstChannel;
  private final Ticker ticker;
  private final List<WeirClient> clients = new ArrayList<>();
  private final Recent recent;
  private final List<ChatLoad> more = new ArrayList<>();
  private final SessionLoad load;
  private final ScheduledExecutorService scheduler =
      Executors.newScheduledThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("drill-load").factory());
  private boolean begun;
  private boolean stopped;

  /**
   * Callers that have not begun.
   *
   * @param firstChannel of those that the drill has for itself
   */
  Crowd(DrillSpec spec, List<Target> targets, long firstChannel, Ticker ticker) {
    this.spec = spec;
    this.targets = targets;
    this.firstChannel = firstChannel;
    this.ticker = ticker;
    LoadSpec asked = spec.load();
    List<Home> homes = new ArrayList<>();
    for (Target target : targets) {
      WeirClient client = WeirClient.connect(config(target));
      clients.add(client);
      homes.add(new Home(target.number(), client));
    }
    Habits habits =
        new Habits(
                0,
                true,
                asked.strongPercent() / PERCENT,
                0,
                asked.everyRegionPercent() / PERCENT,
                asked.think())
            .repeating(REPEATS);
    load =
        new SessionLoad(
            homes,
            new SessionLoadConfig(
                asked.sessions(), OPERATIONS, firstChannel, asked.channels(), asked.seed(), habits),
            ticker,
            ForkJoinPool.commonPool());
    recent = new Recent(spec.stop().window().plus(spec.timing().preconditions()).plus(TIMEOUT));
    load.onRecorded(recent::add);
  }

  private ClientConfig config(Target home) {
    ClientConfig config = ClientConfig.of(home.clients()).withTimeout(TIMEOUT);
    int place = targets.indexOf(home);
    for (int i = 1; i < targets.size(); i++) {
      Target other = targets.get((place + i) % targets.size());
      config = config.withRegion(new Elsewhere(other.region(), other.clients()));
    }
    return config;
  }

  /** A client of one region that knows no other. */
  WeirClient direct(Target only) {
    return WeirClient.connect(ClientConfig.of(only.clients()).withTimeout(TIMEOUT));
  }

  void start() {
    begun = true;
    load.start();
  }

  /** Begins to ask for more than usual. */
  void surge() {
    LoadSpec asked = spec.load();
    for (int i = 0; i < targets.size(); i++) {
      boolean isHarmed = targets.get(i).region().name().equals(spec.scope().region());
      if (asked.hotReads() > 0) {
        begin(
            clients.get(i), new ChatLoadConfig(asked.hotReads(), HOT_APPENDS, 2, 1, PAGE, TIMEOUT));
      }
      if (asked.surge() > 0 && isHarmed) {
        begin(
            clients.get(i),
            new ChatLoadConfig(asked.surge(), 0, UNIFORM_CHANNELS, 0, PAGE, TIMEOUT));
      }
    }
  }

  private void begin(WeirClient client, ChatLoadConfig config) {
    ChatLoad each = new ChatLoad(client, config, new SplittableRandom(spec.load().seed()), ticker);
    more.add(each);
    each.start(scheduler);
  }

  /** Asks for as much as before; what is under way still comes in. */
  void calm() {
    more.forEach(ChatLoad::close);
  }

  /** Reads that the surge sent and that were answered. */
  long surged() {
    return more.stream().mapToLong(each -> each.total().reads()).sum();
  }

  /** What became of the surge's requests that failed, for people. */
  String surgeFailures() {
    return String.join(", ", more.stream().map(each -> each.total().errorsByCode()).toList());
  }

  RecordedHistory history() {
    return load.history();
  }

  long firstChannel() {
    return firstChannel;
  }

  /** What they noticed lately: cheap to look at. */
  Recent recent() {
    return recent;
  }

  /** What those of a home noticed, of what one region can serve. */
  Stretch stretch(int home, long fromNanos, long toNanos) {
    return Stretch.of(
        load.history(),
        fromNanos,
        toNanos,
        each -> each.terms().home() == home && Stretch.needsOneRegion(each));
  }

  /** Ends the load; blocks until the last answer. */
  void stop() throws InterruptedException {
    if (begun && !stopped) {
      stopped = true;
      calm();
      load.stop();
    }
  }

  /** The first failure of each kind, in its own words. */
  Map<String, String> failures() {
    Map<String, String> failures = new TreeMap<>();
    load.examples().forEach((code, said) -> failures.put(code.name(), said));
    return failures;
  }

  @Override
  public void close() {
    calm();
    load.finish();
    scheduler.shutdownNow();
    clients.forEach(WeirClient::close);
  }
}
