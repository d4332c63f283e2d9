package dev.weir.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.topology.Candidate.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every plan keeps, whatever the members do; a region's life drawn from a seed. */
class PlacementTest {

  private static final Region EU = new Region("eu");
  private static final int RANGES = 4_096;
  private static final int NO_LIMIT = Integer.MAX_VALUE;
  private static final long SEED = Long.getLong("weir.placement.seed", 20_261_123L);

  private final Placement placement = new Placement(EU, RANGES);

  @Test
  void threeMembers_ownAThirdEach_andAFourthTakesOnlyWhatItGets() {
    RangeTable three = first(takers(3));
    for (int i = 0; i < 3; i++) {
      assertThat(three.owned(node(i))).isBetween(1_365, 1_366);
    }
    RangeTable four = placement.next(Optional.of(three), epoch(2), takers(4), NO_LIMIT);
    assertThat(four.owned(node(3))).isEqualTo(1_024);
    for (int range = 0; range < RANGES; range++) {
      if (!four.ownerOf(range).node().equals(node(3))) {
        assertThat(four.ownerOf(range)).isEqualTo(three.ownerOf(range));
      }
    }
  }

  @Test
  void rangesOfALostOwner_goToTheirStandbys() {
    RangeTable before = first(takers(4));
    RangeTable after = placement.next(Optional.of(before), epoch(2), takers(3), NO_LIMIT);
    int toStandby = 0;
    for (int range = 0; range < RANGES; range++) {
      if (before.ownerOf(range).node().equals(node(3))) {
        toStandby += after.ownerOf(range).equals(before.standbyOf(range).orElseThrow()) ? 1 : 0;
      } else {
        assertThat(after.ownerOf(range)).isEqualTo(before.ownerOf(range));
      }
    }
    assertThat(toStandby).isGreaterThan(1_000);
  }

  @Test
  void moves_areLimited_butNeverThoseOfALostOwner() {
    RangeTable two = first(takers(2));
    RangeTable step = placement.next(Optional.of(two), epoch(2), takers(3), 100);
    assertThat(step.movesSince(two)).isEqualTo(100);
    RangeTable lost = placement.next(Optional.of(step), epoch(3), List.of(takes(1), takes(2)), 0);
    assertThat(lost.owned(node(0))).isZero();
    assertThat(lost.movesSince(step)).isEqualTo(step.owned(node(0)));
  }

  @Test
  void memberThatKeeps_keeps_andMemberThatLeaves_hasNothing() {
    RangeTable before = first(takers(3));
    List<Candidate> candidates =
        List.of(
            new Candidate(member(0), 1, Standing.KEEPS),
            new Candidate(member(1), 1, Standing.LEAVES),
            takes(2),
            new Candidate(member(3), 1, Standing.KEEPS));
    RangeTable after = placement.next(Optional.of(before), epoch(2), candidates, NO_LIMIT);
    assertThat(after.owned(node(0))).isEqualTo(before.owned(node(0)));
    assertThat(after.owned(node(1))).isZero();
    assertThat(after.owned(node(3))).isZero();
    for (int range = 0; range < RANGES; range++) {
      assertThat(after.standbyOf(range).orElseThrow().node()).isNotEqualTo(node(1));
    }
  }

  @Test
  void lastMember_ownsEverything_evenWhileItLeaves() {
    Candidate last = new Candidate(member(0), 1, Standing.LEAVES);
    RangeTable table = placement.next(Optional.empty(), epoch(1), List.of(last), NO_LIMIT);
    assertThat(table.owned(node(0))).isEqualTo(RANGES);
    assertThat(table.standbyOf(0)).isEmpty();
  }

  @Test
  void anotherNumberOfRanges_beginsAnew() {
    RangeTable fine = first(takers(3));
    RangeTable coarse =
        new Placement(EU, 12).next(Optional.of(fine), epoch(2), takers(3), NO_LIMIT);
    assertThat(coarse.ranges()).isEqualTo(12);
    assertThat(coarse.owned(node(2))).isEqualTo(4);
  }

  @Test
  void aRegionsLife_keepsEveryPromise() {
    for (int life = 0; life < 60; life++) {
      SplittableRandom random = new SplittableRandom(SEED + life);
      int ranges = List.of(1, 7, 256, 4_096).get(random.nextInt(4));
      Placement planner = new Placement(EU, ranges);
      Optional<RangeTable> table = Optional.empty();
      for (int step = 1; step < 30; step++) {
        List<Candidate> candidates = someTakers(random);
        RangeTable next = planner.next(table, epoch(step), candidates, NO_LIMIT);
        String what = "seed %d, step %d, %s".formatted(SEED + life, step, candidates);
        assertEachOwnedAndStoodByForOnce(next, what);
        assertBalanced(next, candidates, what);
        assertStandbysSpread(next, candidates, what);
        if (table.isPresent()) {
          assertThat(next.movesSince(table.get()))
              .as(what)
              .isEqualTo(fewestMoves(table.get(), next, candidates));
        }
        assertThat(planner.next(Optional.of(next), next.epoch(), candidates, NO_LIMIT))
            .as(what)
            .isEqualTo(next);
        table = Optional.of(next);
      }
    }
  }

  @Test
  void members_ofAnyStanding_getATableThatStands() {
    for (int life = 0; life < 60; life++) {
      SplittableRandom random = new SplittableRandom(SEED + life);
      Optional<RangeTable> table = Optional.empty();
      for (int step = 1; step < 30; step++) {
        List<Candidate> candidates =
            someTakers(random).stream()
                .map(taker ->
                    new Candidate(
                        taker.member(),
                        taker.weight(),
                        Standing.values()[Math.max(0, random.nextInt(5) - 2)]))
                .toList();
        RangeTable next = new Placement(EU, 256).next(table, epoch(step), candidates, NO_LIMIT);
        String what = "seed %d, step %d, %s".formatted(SEED + life, step, candidates);
        assertThat(
                new Placement(EU, 256).next(Optional.of(next), next.epoch(), candidates, NO_LIMIT))
            .as(what)
            .isEqualTo(next);
        table = Optional.of(next);
      }
    }
  }

  private static void assertEachOwnedAndStoodByForOnce(RangeTable table, String what) {
    for (int range = 0; range < table.ranges(); range++) {
      Optional<Member> standby = table.standbyOf(range);
      assertThat(standby.isPresent()).as(what).isEqualTo(table.members().size() > 1);
      assertThat(standby).as(what).isNotEqualTo(Optional.of(table.ownerOf(range)));
    }
  }

  private static void assertBalanced(RangeTable table, List<Candidate> candidates, String what) {
    double sum = candidates.stream().mapToInt(Candidate::weight).sum();
    for (Candidate candidate : candidates) {
      double share = table.ranges() * candidate.weight() / sum;
      int owned = table.owned(candidate.member().node());
      assertThat(Math.abs(owned - share)).as(what).isLessThan(1);
    }
  }

  private static void assertStandbysSpread(
      RangeTable table, List<Candidate> candidates, String what) {
    double sum = candidates.stream().mapToInt(Candidate::weight).sum();
    Map<List<NodeId>, Integer> pairs = new HashMap<>();
    for (int range = 0; range < table.ranges(); range++) {
      NodeId owner = table.ownerOf(range).node();
      table
          .standbyOf(range)
          .ifPresent(standby -> pairs.merge(List.of(owner, standby.node()), 1, Integer::sum));
    }
    Map<NodeId, Integer> weights = new HashMap<>();
    candidates.forEach(candidate -> weights.put(candidate.member().node(), candidate.weight()));
    pairs.forEach((pair, count) -> {
      int weight = weights.get(pair.get(1));
      double share = table.owned(pair.get(0)) * weight / (sum - weights.get(pair.get(0)));
      assertThat((double) count).as(what).isLessThan(share + 1);
    });
  }

  /** What the shares demand, given that each got what it got: nobody who stays gives in vain. */
  private static int fewestMoves(RangeTable before, RangeTable after, List<Candidate> candidates) {
    double sum = candidates.stream().mapToInt(Candidate::weight).sum();
    int kept = 0;
    int roundedUp = 0;
    List<Integer> canRoundUp = new ArrayList<>();
    for (Candidate candidate : candidates) {
      int owned = before.owned(candidate.member().node());
      int whole = (int) (after.ranges() * (long) candidate.weight() / (long) sum);
      kept += Math.min(owned, whole);
      roundedUp += after.owned(candidate.member().node()) - whole;
      if (owned > whole && after.ranges() * (long) candidate.weight() % (long) sum != 0) {
        canRoundUp.add(owned);
      }
    }
    return before.ranges() - kept - Math.min(roundedUp, canRoundUp.size());
  }

  private static List<Candidate> someTakers(SplittableRandom random) {
    boolean weighted = random.nextBoolean();
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      if (random.nextInt(3) > 0 || (i == 11 && candidates.isEmpty())) {
        int weight = weighted ? 1 + random.nextInt(8) : 1;
        candidates.add(new Candidate(member(i), weight, Standing.TAKES));
      }
    }
    return candidates;
  }

  private RangeTable first(List<Candidate> candidates) {
    return placement.next(Optional.empty(), epoch(1), candidates, NO_LIMIT);
  }

  private static List<Candidate> takers(int count) {
    return IntStream.range(0, count).mapToObj(PlacementTest::takes).toList();
  }

  private static Candidate takes(int i) {
    return new Candidate(member(i), 1, Standing.TAKES);
  }

  private static Member member(int i) {
    return new Member(node(i), new NodeAddress("127.0.0.1", 7_400 + i));
  }

  private static NodeId node(int i) {
    return new NodeId("n" + (char) ('a' + i));
  }

  private static Epoch epoch(long number) {
    return new Epoch(number, node(0));
  }
}
