package dev.weir.chaos.bench;

import dev.weir.chaos.bench.report.Figures;
import dev.weir.messages.Ticker;
import dev.weir.topology.Candidate;
import dev.weir.topology.Candidate.Standing;
import dev.weir.topology.ChannelId;
import dev.weir.topology.Epoch;
import dev.weir.topology.Member;
import dev.weir.topology.NodeAddress;
import dev.weir.topology.NodeId;
import dev.weir.topology.Placement;
import dev.weir.topology.RangeTable;
import dev.weir.topology.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What it takes to plan a table of ranges, and to find a channel's owner in it. */
final class TableLookups {

  private static final int LOOKUPS = 5_000_000;
  private static final int ROUNDS = 5;
  private static final List<Integer> RANGES = List.of(4_096, 16_384, 65_536);
  private static final List<Integer> NODES = List.of(2, 4, 8);
  private static final Region REGION = new Region("eu");

  private final Ticker ticker;

  TableLookups(Ticker ticker) {
    this.ticker = ticker;
  }

  Figures figures() {
    List<List<Object>> rows = new ArrayList<>();
    for (int ranges : RANGES) {
      for (int nodes : NODES) {
        rows.add(row(ranges, nodes));
      }
    }
    return new Figures("tables", List.of("ranges", "nodes", "lookup_nanos", "plan_millis"), rows);
  }

  /** The best of some rounds: everything that disturbs makes it slower. */
  private List<Object> row(int ranges, int nodes) {
    double lookup = Double.MAX_VALUE;
    double plan = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long begun = ticker.nanos();
      RangeTable table = plan(ranges, nodes);
      long planned = ticker.nanos();
      long owners = lookUp(table);
      long done = ticker.nanos();
      if (owners < 0) {
        throw new IllegalStateException("owners are not numbered below 0");
      }
      plan = Math.min(plan, (planned - begun) / 1e6);
      lookup = Math.min(lookup, (done - planned) / (double) LOOKUPS);
    }
    return List.of(ranges, nodes, lookup, plan);
  }

  private static long lookUp(RangeTable table) {
    long owners = 0;
    for (int i = 0; i < LOOKUPS; i++) {
      owners += table.ownerIndex(table.rangeOf(new ChannelId(i)));
    }
    return owners;
  }

  private static RangeTable plan(int ranges, int nodes) {
    List<Candidate> candidates =
        IntStream.range(0, nodes)
            .mapToObj(i ->
                new Candidate(
                    new Member(new NodeId("eu-" + i), new NodeAddress("h" + i, 7_400)),
                    1,
                    Standing.TAKES))
            .toList();
    return new Placement(REGION, ranges)
        .next(
            Optional.empty(),
            new Epoch(1, candidates.getFirst().member().node()),
            candidates,
            Integer.MAX_VALUE);
  }
}
