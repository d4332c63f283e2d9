package dev.weir.chaos.bench;

import dev.weir.chaos.cluster.NodeMetrics;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.client.WeirClient;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.Page;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Many reads at once, and what they cost. The database is frozen until all of them have come in,
 * for a second at most, so that they meet: what is counted is who joins whom, not who is late.
 */
final class Burst {

  private static final String QUERIES = "weir_reads_total{at=\"database\"}";
  private static final String RETRIES = "weir_failover_retries_total";
  private static final String CAME_IN = "weir_reads_total{at=\"clients\"}";

  /** Nodes give up a database from which nothing came for two seconds. */
  private static final long LONGEST_HOLD_NANOS = 1_000_000_000L;

  private static final long PAUSE_NANOS = 20_000_000;
  private static final int TRIES = 5;
  private static final int AWAKENING = 200;

  /**
   * What a burst cost.
   *
   * @param reads that were asked
   * @param cameIn reads that the nodes had got when the database went on
   * @param failed of them, by code
   * @param queries that the nodes made of them
   * @param retries of these queries, after a failure
   */
  record Cost(
      String what,
      int reads,
      long cameIn,
      Map<ErrorCode, Integer> failed,
      long queries,
      long retries) {}

  private final FlightRegion region;
  private final List<WeirClient> clients;
  private final Ticker ticker;

  Burst(FlightRegion region, List<WeirClient> clients, Ticker ticker) {
    this.region = region;
    this.clients = clients;
    this.ticker = ticker;
  }

  /**
   * A burst that nothing disturbs. One whose reads had not all come in when the database had to go
   * on says nothing and is fired again, {@value #TRIES} times at most.
   */
  Cost fire(String what, int reads, IntFunction<History> request) {
    Cost cost = fire(what, reads, request, () -> 0);
    for (int tries = 1; tries < TRIES && cost.cameIn() < reads; tries++) {
      cost = fire(what, reads, request, () -> 0);
    }
    return cost;
  }

  /** Something that is done while the reads wait. */
  interface Disturbance {

    /** Returns how many queries it made the nodes forget. */
    long disturb();
  }

  /**
   * Fires; blocks until every read has ended.
   *
   * @param disturbance takes place when the reads have come in, before the database goes on, and
   *     takes no time
   */
  Cost fire(String what, int reads, IntFunction<History> request, Disturbance disturbance) {
    keepAwake(request);
    Map<NodePlan, Long> queriesBefore = count(QUERIES);
    Map<NodePlan, Long> retriesBefore = count(RETRIES);
    long cameInBefore = total(count(CAME_IN));
    List<CompletableFuture<Page>> pages = new ArrayList<>(reads);
    long cameIn;
    long taken;
    region.holdDatabase();
    long end = ticker.nanos() + LONGEST_HOLD_NANOS;
    try {
      for (int i = 0; i < reads; i++) {
        WeirClient client = clients.get(i % clients.size());
        pages.add(client.history(request.apply(i), client.call()).toCompletableFuture());
      }
      cameIn = awaitAll(cameInBefore + reads, end) - cameInBefore;
      taken = disturbance.disturb();
    } finally {
      region.releaseDatabase();
    }
    Map<ErrorCode, Integer> failed = failures(pages);
    long queries = taken + grown(QUERIES, queriesBefore);
    return new Cost(what, reads, cameIn, failed, queries, grown(RETRIES, retriesBefore));
  }

  /**
   * Reads along the way that the burst will take: a node asks a connection to its database that was
   * idle for a second whether it lives, and drops it a second later. It must not ask early.
   */
  private void keepAwake(IntFunction<History> request) {
    List<CompletableFuture<Page>> pages = new ArrayList<>();
    for (int i = 0; i < AWAKENING; i++) {
      WeirClient client = clients.get(i % clients.size());
      pages.add(client.history(request.apply(i), client.call()).toCompletableFuture());
    }
    Map<ErrorCode, Integer> unused = failures(pages);
  }

  /** Blocks until all have ended. */
  private static Map<ErrorCode, Integer> failures(List<CompletableFuture<Page>> pages) {
    Map<ErrorCode, Integer> failures = new TreeMap<>();
    for (CompletableFuture<Page> page : pages) {
      try {
        page.join();
      } catch (CompletionException e) {
        failures.merge(WeirException.of(e).code(), 1, Integer::sum);
      }
    }
    return failures;
  }

  /** Blocks until so many reads have come in since the nodes began; returns how many have. */
  private long awaitAll(long reads, long endNanos) {
    long cameIn = total(count(CAME_IN));
    while (cameIn < reads && ticker.nanos() - endNanos < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
      cameIn = total(count(CAME_IN));
    }
    return cameIn;
  }

  /** What a node that is about to be killed has made of the reads, and will tell nobody. */
  static long queriesOf(NodePlan node) {
    return (long) NodeMetrics.of(node).value(QUERIES);
  }

  /** By how much the nodes' counts have grown, those of a node that was started anew from zero. */
  private long grown(String series, Map<NodePlan, Long> before) {
    long grown = 0;
    for (Map.Entry<NodePlan, Long> now : count(series).entrySet()) {
      long was = before.getOrDefault(now.getKey(), 0L);
      grown += now.getValue() >= was ? now.getValue() - was : now.getValue();
    }
    return grown;
  }

  private Map<NodePlan, Long> count(String series) {
    Map<NodePlan, Long> counts = new HashMap<>();
    region.nodes().forEach(node -> counts.put(node, (long) NodeMetrics.of(node).value(series)));
    return counts;
  }

  private static long total(Map<NodePlan, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
