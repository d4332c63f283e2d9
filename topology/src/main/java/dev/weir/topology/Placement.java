package dev.weir.topology;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans range tables: a pure function of the table before, the members and their weights.
 *
 * <ul>
 *   <li>Each member that takes ranges gets its share by weight, exact to less than one range.
 *   <li>A range whose owner goes falls to its standby, unless that one has its share already.
 *   <li>No more ranges move than these two demand, and fewer if the caller limits them; what must
 *       move because its owner goes is never limited.
 *   <li>The standbys of one owner's ranges are spread over all others, so that its load is shared
 *       when it goes.
 *   <li>The same input gives the same table; where nothing has to change, nothing does.
 * </ul>
 */
public final class Placement {

  private static final Comparator<Candidate> BY_NAME =
      Comparator.comparing(candidate -> candidate.member().node());

  private final Region region;
  private final int ranges;

  /** Plans for a region whose channels are cut into so many ranges. */
  public Placement(Region region, int ranges) {
    this.region = region;
    this.ranges = ranges;
  }

  /**
   * The table after {@code previous}.
   *
   * @param previous empty for the first table, or of another number of ranges: then everything is
   *     given out anew
   * @param candidates at least one; those of {@code previous} that are missing have gone. Where
   *     none takes ranges, those that keep do, and at last even those that leave
   * @param maxMoves of ranges whose owner stays, 0 or more
   */
  public RangeTable next(
      Optional<RangeTable> previous, Epoch epoch, List<Candidate> candidates, int maxMoves) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("nobody to own the ranges of " + region);
    }
    List<Candidate> sorted = candidates.stream().sorted(BY_NAME).toList();
    Optional<RangeTable> base = previous.filter(table -> table.ranges() == ranges);
    int[] places = base.map(table -> placesIn(sorted, table)).orElseGet(() -> new int[0]);
    int[] owners = new int[ranges];
    int[] standbys = new int[ranges];
    for (int range = 0; range < ranges; range++) {
      owners[range] = base.isPresent() ? place(places, base.get().ownerIndex(range)) : -1;
      standbys[range] = base.isPresent() ? place(places, base.get().standbyIndex(range)) : -1;
    }
    Shares shares = new Shares(sorted, owners);
    new Owners(shares, owners, standbys).settle(maxMoves);
    new Standbys(shares, owners, standbys).settle();
    return RangeTable.of(
        region, epoch, sorted.stream().map(Candidate::member).toList(), owners, standbys);
  }

  /** Where the members of the table before stand among the candidates, −1 for those that went. */
  private static int[] placesIn(List<Candidate> sorted, RangeTable table) {
    Map<NodeId, Integer> byName = new HashMap<>();
    for (int i = 0; i < sorted.size(); i++) {
      byName.put(sorted.get(i).member().node(), i);
    }
    int[] places = new int[table.members().size()];
    Arrays.setAll(places, i -> byName.getOrDefault(table.members().get(i).node(), -1));
    return places;
  }

  private static int place(int[] places, int index) {
    return index == RangeTable.NONE ? -1 : places[index];
  }
}
