package dev.weir.chaos.demo;

import dev.weir.chaos.cluster.Clients;
import dev.weir.chaos.cluster.Cluster;
import dev.weir.chaos.cluster.ClusterTuning;
import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.chaos.demo.Happenings.Happening;
import dev.weir.chaos.workload.ChatLoad;
import dev.weir.chaos.workload.Tally;
import dev.weir.client.WeirClient;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A running demo: the cluster, a client in each region, and their load. Closing it, from any
 * thread, ends everything it started.
 */
final class Demo implements AutoCloseable {

  private static final long PAUSE_MILLIS = 10;
  private static final int WARM_SECONDS = 30;
  private static final double CALM_MILLIS = 150;

  private record RegionLoad(
      RegionPlan region, WeirClient client, ChatLoad load, Whereabouts whereabouts) {}

  private final long begunNanos;
  private final Ticker ticker;
  private final Cluster cluster;
  private final List<RegionPlan> regions;
  private final Mischief mischief;
  private final Happenings happenings = new Happenings();
  private final List<RegionLoad> loads = new ArrayList<>();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("demo-load").factory());
  private final Control control;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean closed;
  private long startedMillis;
  private long loadBegunNanos;
  private long intervalNanos;
  private volatile String lastLine = "nothing was asked yet";

  private Demo(long begunNanos, Ticker ticker, Cluster cluster, DemoSites sites) {
    this.begunNanos = begunNanos;
    this.ticker = ticker;
    this.cluster = cluster;
    this.regions = sites.regions();
    this.mischief = new Mischief(cluster, regions, sites.hosts());
    this.control = Control.listen(this, cluster.directory());
  }

  /**
   * Starts the cluster and the load; blocks until the first request of each region is answered.
   *
   * @param requestsPerSecond of each region; 0 for no load
   */
  static Demo start(
      DemoSites sites,
      int requestsPerSecond,
      Path directory,
      Ticker ticker,
      Consumer<String> progress) {
    long begun = ticker.nanos();
    Cluster cluster = Cluster.start(sites.regions(), ClusterTuning.SMALL, directory, progress);
    Demo demo = new Demo(begun, ticker, cluster, sites);
    try {
      if (requestsPerSecond > 0) {
        progress.accept("starting the load");
        demo.startLoad(sites.regions(), requestsPerSecond);
      }
    } catch (RuntimeException e) {
      demo.close();
      throw e;
    }
    demo.startedMillis = demo.millisSince(begun);
    return demo;
  }

  private void startLoad(List<RegionPlan> regions, int requestsPerSecond) {
    for (RegionPlan region : regions) {
      WeirClient client = WeirClient.connect(Clients.of(region, regions));
      client.channel(ChatLoad.HOT).append(1, "welcome to " + region.region());
      client.channel(ChatLoad.HOT).latest(1);
      ChatLoad load = loadOf(client, requestsPerSecond);
      loads.add(new RegionLoad(region, client, load, new Whereabouts(region, regions)));
    }
    warmUp(requestsPerSecond);
    loadBegunNanos = ticker.nanos();
    intervalNanos = loadBegunNanos;
    loads.forEach(load -> load.load().start(scheduler));
  }

  private ChatLoad loadOf(WeirClient client, int requestsPerSecond) {
    return new ChatLoad(
        client, DemoPlan.load(requestsPerSecond), new SplittableRandom(begunNanos), ticker);
  }

  /**
   * Lets a load run that is not counted until a second of it was quick and without errors, for half
   * a minute at most: processes that have just started are slow enough to be taken for broken.
   */
  private void warmUp(int requestsPerSecond) {
    List<ChatLoad> warming =
        loads.stream().map(load -> loadOf(load.client(), requestsPerSecond)).toList();
    try {
      warming.forEach(load -> load.start(scheduler));
      for (int second = 0; second < WARM_SECONDS; second++) {
        Patience.pass(Duration.ofSeconds(1), ticker);
        List<Tally> seconds = warming.stream().map(ChatLoad::interval).toList();
        if (seconds.stream().allMatch(Demo::isCalm)) {
          return;
        }
      }
    } finally {
      warming.forEach(ChatLoad::close);
    }
  }

  private static boolean isCalm(Tally second) {
    return second.errors() == 0 && second.reads() > 0 && second.readMillis(99) < CALM_MILLIS;
  }

  /** How long everything took to be up. */
  long startedMillis() {
    return startedMillis;
  }

  List<String> inventory() {
    return cluster.inventory();
  }

  Path directory() {
    return cluster.directory();
  }

  /** Blocks until the demo is closed, or {@code limit} is over; says each second how it goes. */
  void watch(Optional<Duration> limit, Consumer<String> line) throws InterruptedException {
    while (!closing.await(1, TimeUnit.SECONDS)) {
      var _ = nextSecond();
      line.accept(lastLine);
      if (limit.isPresent() && ticker.nanos() - loadBegunNanos >= limit.get().toNanos()) {
        return;
      }
    }
  }

  /**
   * Looks at what came since the last call, once a second, always on the same thread.
   *
   * @return what has changed for the clients of a region, by its name
   */
  Map<String, String> nextSecond() {
    long now = ticker.nanos();
    double seconds = (now - intervalNanos) / 1e9;
    intervalNanos = now;
    Map<String, String> changes = new LinkedHashMap<>();
    Tally total = new Tally();
    long second = TimeUnit.NANOSECONDS.toSeconds(now - loadBegunNanos);
    StringBuilder line = new StringBuilder("%02d:%02d".formatted(second / 60, second % 60));
    for (RegionLoad load : loads) {
      Tally interval = load.load().interval();
      line.append("  ").append(said(load.region(), interval, seconds));
      String name = load.region().region().name();
      load.whereabouts().look(interval::answeredBy).ifPresent(what -> changes.put(name, what));
      total.add(load.load().total());
    }
    line.append("  errors ").append(total.errors());
    lastLine = total.errors() == 0 ? line.toString() : line + " " + total.errorsByCode();
    return changes;
  }

  private static String said(RegionPlan region, Tally interval, double seconds) {
    return "%s %4.0f reads/s %3.0f appends/s p99 %5.1f ms"
        .formatted(
            region.region(),
            interval.reads() / seconds,
            interval.appends() / seconds,
            interval.readMillis(99));
  }

  /** How the last second went. */
  String lastLine() {
    return lastLine;
  }

  List<RegionPlan> regions() {
    return regions;
  }

  /** Does what a command of harm says, and tells so. */
  void harm(DemoCommand command, String who, Instant now) {
    if (closed) {
      return;
    }
    happenings.tell(new Happening(now, who, command.word()));
    switch (command) {
      case DemoCommand.Kill kill -> mischief.kill(kill.victim());
      case DemoCommand.Slow slow -> mischief.slow(slow.victim());
      case DemoCommand.Freeze freeze -> mischief.freeze(freeze.victim());
      case DemoCommand.Restart restart -> mischief.restart(restart.victim());
      case DemoCommand.Cut cut -> mischief.cut(cut);
      case DemoCommand.Heal _ -> mischief.heal();
      default -> throw WeirException.invalid("'%s' harms nothing".formatted(command.word()));
    }
  }

  Mischief mischief() {
    return mischief;
  }

  Happenings happenings() {
    return happenings;
  }

  /** Ends the load, waits for the requests in flight, and says what came of it all. */
  DemoReport report() throws InterruptedException {
    loads.forEach(load -> load.load().close());
    double seconds = millisSince(loadBegunNanos) / 1_000.0;
    long patienceEnds = ticker.nanos() + DemoPlan.TIMEOUT.multipliedBy(2).toNanos();
    while (inFlight() > 0 && ticker.nanos() < patienceEnds) {
      closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
    Tally total = new Tally();
    loads.forEach(load -> total.add(load.load().total()));
    return new DemoReport(startedMillis, seconds, total);
  }

  private long inFlight() {
    return loads.stream().mapToLong(load -> load.load().inFlight()).sum();
  }

  private long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - nanos);
  }

  @Override
  public synchronized void close() {
    closing.countDown();
    if (!closed) {
      closed = true;
      loads.forEach(load -> load.load().close());
      scheduler.shutdownNow();
      loads.forEach(load -> load.client().close());
      control.close();
      mischief.close();
      cluster.close();
    }
  }
}
