package dev.weir.chaos.bench;

import dev.weir.messages.Ticker;
import dev.weir.topology.Candidate;
import dev.weir.topology.Candidate.Standing;
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

/** How long a plan for the largest region takes: 1,000 nodes and 65,536 ranges. */
final class PlacementBench {

  private static final int NODES = 1_000;
  private static final int RANGES = 65_536;
  private static final int WARM_UP = 30;
  static final double TARGET_MILLIS = 50;

  /**
   * What was measured.
   *
   * @param perRound milliseconds of each plan: a node goes, and comes back
   */
  record Result(int nodes, int ranges, List<Double> perRound) {}

  private final Ticker ticker;

  PlacementBench(Ticker ticker) {
    this.ticker = ticker;
  }

  Result run(int rounds) {
    Placement placement = new Placement(new Region("eu"), RANGES);
    List<Candidate> all =
        IntStream.range(0, NODES)
            .mapToObj(i ->
                new Candidate(
                    new Member(new NodeId("eu-" + i), new NodeAddress("h" + i, 7_400)),
                    1,
                    Standing.TAKES))
            .toList();
    NodeId coordinator = all.getFirst().member().node();
    Optional<RangeTable> table = Optional.empty();
    List<Double> millis = new ArrayList<>();
    for (int round = 0; round < WARM_UP + rounds; round++) {
      List<Candidate> candidates = round % 2 == 0 ? all : all.subList(0, NODES - 1);
      long begun = ticker.nanos();
      RangeTable next =
          placement.next(table, new Epoch(round, coordinator), candidates, Integer.MAX_VALUE);
      if (round >= WARM_UP) {
        millis.add((ticker.nanos() - begun) / 1e6);
      }
      table = Optional.of(next);
    }
    return new Result(NODES, RANGES, millis);
  }
}
