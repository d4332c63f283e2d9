package dev.weir.chaos.bench;

import dev.weir.chaos.bench.rival.BareDriver;
import dev.weir.chaos.cluster.Cluster;
import dev.weir.chaos.cluster.ClusterTuning;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import dev.weir.messages.Ticker;
import dev.weir.node.database.Member;
import dev.weir.node.ingest.Checkpoints;
import dev.weir.node.ingest.ImportListener;
import dev.weir.node.ingest.ImportOptions;
import dev.weir.node.ingest.ImportSource;
import dev.weir.node.ingest.ImportSummary;
import dev.weir.node.ingest.Importer;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.Region;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * How fast a history is imported through a node, against the bare driver that inserts the same
 * messages into the same database one by one, with as many requests in flight. Rounds alternate.
 */
final class ImportBench {

  static final double TARGET = 0.8;
  private static final int WARM_UP_MESSAGES = 20_000;
  private static final NodeAddress NODE = new NodeAddress("127.0.0.1", 7460);
  private static final String DATABASE = "127.0.1.9";
  private static final Region REGION = new Region("eu");

  /**
   * What to measure.
   *
   * @param messages of each round
   * @param rounds of each side
   * @param concurrency requests in flight, of each side
   */
  record Plan(int messages, int rounds, int concurrency) {}

  /**
   * What was measured.
   *
   * @param weir messages per second, round by round
   * @param driver the rival's
   */
  record Result(Plan plan, List<Double> weir, List<Double> driver) {}

  private final Plan plan;
  private final Ticker ticker;
  private final Consumer<String> progress;

  ImportBench(Plan plan, Ticker ticker, Consumer<String> progress) {
    this.plan = plan;
    this.ticker = ticker;
    this.progress = progress;
  }

  /** Starts a database and a node, measures, and stops them. */
  Result run(Path directory) throws InterruptedException {
    RegionPlan region =
        new RegionPlan(REGION, 0, DATABASE, List.of(NodePlan.local("bench", NODE.port())));
    try (Cluster _ = Cluster.start(List.of(region), ClusterTuning.FAST, directory, progress);
        WeirClient client = WeirClient.connect(ClientConfig.of(NODE.toString()));
        BareDriver driver =
            new BareDriver(new InetSocketAddress(DATABASE, Member.CQL_PORT), REGION.name())) {
      progress.accept("warming up");
      driver(driver, History.of("warm-d", WARM_UP_MESSAGES, 1));
      weir(client, History.of("warm-w", WARM_UP_MESSAGES, 1));
      return measure(client, driver);
    }
  }

  private Result measure(WeirClient client, BareDriver driver) throws InterruptedException {
    List<Double> drivers = new ArrayList<>();
    List<Double> weirs = new ArrayList<>();
    for (int round = 1; round <= plan.rounds(); round++) {
      drivers.add(driver(driver, History.of("d" + round, plan.messages(), round)));
      weirs.add(weir(client, History.of("w" + round, plan.messages(), round)));
      progress.accept(
          "round %d: bare driver %.0f/s, weir %.0f/s, ratio %.2f"
              .formatted(
                  round, drivers.getLast(), weirs.getLast(), weirs.getLast() / drivers.getLast()));
    }
    return new Result(plan, weirs, drivers);
  }

  private double driver(BareDriver driver, History history) throws InterruptedException {
    long begun = ticker.nanos();
    insert(driver, history);
    return history.size() * 1e9 / (ticker.nanos() - begun);
  }

  private void insert(BareDriver driver, History history) throws InterruptedException {
    Semaphore inFlight = new Semaphore(plan.concurrency());
    AtomicInteger failures = new AtomicInteger();
    for (int i = 0; i < history.size(); i++) {
      inFlight.acquire();
      var _ =
          driver
              .insert(history.channel(i), history.id(i), history.contents()[i])
              .whenComplete((done, failure) -> {
                failures.addAndGet(failure == null ? 0 : 1);
                inFlight.release();
              });
    }
    inFlight.acquire(plan.concurrency());
    if (failures.get() > 0) {
      throw new IllegalStateException(failures + " inserts failed: no figure can be given");
    }
  }

  private double weir(WeirClient client, History history) {
    byte[] lines = history.jsonLines();
    Importer importer =
        new Importer(
            client,
            client::call,
            ImportOptions.DEFAULT.withConcurrency(plan.concurrency()),
            ImportListener.NONE,
            ticker,
            new SplittableRandom(1));
    long begun = ticker.nanos();
    ImportSummary summary =
        importer.run(ImportSource.of("bench", new ByteArrayInputStream(lines)), Checkpoints.none());
    long nanos = ticker.nanos() - begun;
    if (summary.added() != history.size()) {
      throw new IllegalStateException(
          "%d of %d messages were imported: no figure can be given"
              .formatted(summary.added(), history.size()));
    }
    return history.size() * 1e9 / nanos;
  }
}
