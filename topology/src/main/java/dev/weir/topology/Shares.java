package dev.weir.topology;

import dev.weir.topology.Candidate.Standing;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many ranges each candidate should own: by weight, with the remainders given to those that
 * have them already, which is what makes moves fewest.
 */
final class Shares {

  private final Standing[] standings;
  private final int[] weights;
  private final int[] owned;
  private final int[] targets;

  /**
   * The shares of candidates.
   *
   * @param owners of each range the candidate that owns it now, −1 for none
   */
  Shares(List<Candidate> candidates, int[] owners) {
    standings = effective(candidates);
    weights = candidates.stream().mapToInt(Candidate::weight).toArray();
    owned = new int[weights.length];
    for (int owner : owners) {
      if (owner >= 0) {
        owned[owner]++;
      }
    }
    targets = new int[weights.length];
    share(owners.length);
  }

  /** Somebody has to take: if nobody does, those that keep; if none keeps, those that leave. */
  private static Standing[] effective(List<Candidate> candidates) {
    Standing[] standings = candidates.stream().map(Candidate::standing).toArray(Standing[]::new);
    for (Standing next : List.of(Standing.KEEPS, Standing.LEAVES)) {
      if (Arrays.asList(standings).contains(Standing.TAKES)) {
        break;
      }
      Arrays.setAll(standings, i -> standings[i] == next ? Standing.TAKES : standings[i]);
    }
    return standings;
  }

  private void share(int ranges) {
    long left = ranges;
    long weight = 0;
    for (int i = 0; i < size(); i++) {
      if (standings[i] == Standing.KEEPS) {
        targets[i] = owned[i];
        left -= owned[i];
      } else if (standings[i] == Standing.TAKES) {
        weight += weights[i];
      }
    }
    long whole = 0;
    for (int i = 0; i < size(); i++) {
      if (takes(i)) {
        targets[i] = (int) (left * weights[i] / weight);
        whole += targets[i];
      }
    }
    long pool = left;
    long sum = weight;
    IntStream.range(0, size())
        .filter(i -> takes(i) && pool * weights[i] % sum != 0)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(i -> owned[i] > targets[i] ? 0 : 1)
                .thenComparingLong(i -> -(pool * weights[i] % sum))
                .thenComparingInt(i -> i))
        .limit(left - whole)
        .toList()
        .forEach(i -> targets[i]++);
  }

  int size() {
    return standings.length;
  }

  int weight(int candidate) {
    return weights[candidate];
  }

  /** Whether it gets ranges that it does not have. */
  boolean takes(int candidate) {
    return standings[candidate] == Standing.TAKES;
  }

  boolean leaves(int candidate) {
    return standings[candidate] == Standing.LEAVES;
  }

  /** Ranges that it has more than it should, negative if it has fewer. */
  int surplus(int candidate) {
    return owned[candidate] - targets[candidate];
  }

  void gave(int candidate) {
    owned[candidate]--;
  }

  void got(int candidate) {
    owned[candidate]++;
  }
}
