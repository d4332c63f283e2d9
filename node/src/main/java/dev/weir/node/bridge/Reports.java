package dev.weir.node.bridge;

import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeId;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The last report of each node of this region. Time is an argument; any thread. */
final class Reports {

  /** Who was silent for longer is not told of any more. */
  private static final Duration LASTING = Duration.ofSeconds(5);

  /** A report, and when it came. */
  private record Heard(Report report, long atNanos) {}

  /** Guarded by this. */
  private final Map<NodeId, Heard> heard = new TreeMap<>();

  /** Takes over a report, unless a later one of the same node has arrived. */
  synchronized void hear(Report report, long nowNanos) {
    NodeId node = report.node().node();
    Heard before = heard.get(node);
    if (before == null || !report.stamp().isBefore(before.report().stamp())) {
      heard.put(node, new Heard(report, nowNanos));
    }
    heard.values().removeIf(each -> nowNanos - each.atNanos() > LASTING.toNanos());
    if (heard.size() > Digest.MAX_NODES) {
      heard.remove(node);
    }
  }

  /** The nodes, by name. */
  synchronized List<NodeReport> nodes(long nowNanos) {
    return current(nowNanos).stream().map(Report::node).toList();
  }

  /** The channels that are read most, what all nodes counted of each added up. */
  synchronized List<HotRate> hot(long nowNanos) {
    Map<ChannelId, Long> sums = new HashMap<>();
    for (Report report : current(nowNanos)) {
      report.hot().forEach(hot -> sums.merge(hot.channel(), hot.readsPerSecond(), Long::sum));
    }
    return sums.entrySet().stream()
        .map(entry -> new HotRate(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(HotRate::readsPerSecond)
                .reversed()
                .thenComparing(HotRate::channel))
        .limit(Digest.MAX_HOT)
        .toList();
  }

  private List<Report> current(long nowNanos) {
    return heard.values().stream()
        .filter(each -> nowNanos - each.atNanos() <= LASTING.toNanos())
        .map(Heard::report)
        .toList();
  }
}
