package dev.weir.chaos.checker;

import dev.weir.chaos.observed.Adoption;
import dev.weir.chaos.observed.Lead;
import dev.weir.chaos.observed.Observations;
import dev.weir.topology.Epoch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether epochs only grow, and lead nothing where a newer one was seen (I10): incarnation by
 * incarnation. A flight that a deposed owner has begun before it was deposed is its own to finish.
 */
final class EpochCheck {

  private final Findings findings;

  /** What each incarnation had seen at most, from when on. */
  private final Map<Long, List<Adoption>> newest = new HashMap<>();

  EpochCheck(Findings findings) {
    this.findings = findings;
  }

  void judge(Observations observations) {
    observations.adoptions().forEach(this::adopted);
    observations.leads().forEach(this::led);
  }

  private void adopted(Adoption adoption) {
    List<Adoption> before =
        newest.computeIfAbsent(adoption.incarnation(), ignored -> new ArrayList<>());
    if (!before.isEmpty()) {
      findings.judged(Invariant.EPOCHS);
      Epoch last = before.getLast().epoch();
      if (last.isNewerThan(adoption.epoch())) {
        findings.violated(
            Invariant.EPOCHS,
            "incarnation %d took up %s after %s"
                .formatted(adoption.incarnation(), adoption.epoch(), last));
        return;
      }
    }
    before.add(adoption);
  }

  private void led(Lead lead) {
    findings.judged(Invariant.EPOCHS);
    List<Adoption> adoptions = newest.getOrDefault(lead.incarnation(), List.of());
    int seen = adoptedBefore(adoptions, lead.nanos());
    if (seen > 0 && adoptions.get(seen - 1).epoch().isNewerThan(lead.epoch())) {
      findings.violated(
          Invariant.EPOCHS,
          "incarnation %d led by %s, though it had taken up %s"
              .formatted(lead.incarnation(), lead.epoch(), adoptions.get(seen - 1).epoch()));
    }
  }

  /** How many of the adoptions were before a time. */
  private static int adoptedBefore(List<Adoption> adoptions, long nanos) {
    int low = 0;
    int high = adoptions.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (adoptions.get(middle).nanos() < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
