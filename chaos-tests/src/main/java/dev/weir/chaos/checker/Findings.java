package dev.weir.chaos.checker;

import dev.weir.chaos.checker.Verdict.Seen;
import dev.weir.chaos.history.Operation;
import dev.weir.messages.Degraded;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers a verdict. */
final class Findings {

  private static final int INVARIANTS = Invariant.values().length;

  private final List<Violation> violations = new ArrayList<>();
  private final long[] judged = new long[INVARIANTS];
  private final long[] violated = new long[INVARIANTS];
  private final Map<String, Long> degradedBy = new TreeMap<>();
  private final Map<Invariant, Share> shares = new EnumMap<>(Invariant.class);
  private long reads;
  private long compared;
  private long closeReads;
  private long edits;
  private long deletions;
  private long strong;
  private long degraded;

  /** Something could have violated an invariant. */
  void judged(Invariant invariant) {
    judged[invariant.ordinal()]++;
  }

  /** So much could have violated an invariant. */
  void judged(Invariant invariant, long more) {
    judged[invariant.ordinal()] += more;
  }

  void violated(Invariant invariant, long message, Operation told, Optional<Operation> before) {
    if (violated[invariant.ordinal()]++ < Verdict.MAX_TOLD) {
      violations.add(Violation.of(invariant, message, told, before));
    }
  }

  /** As above, of what no operation tells. */
  void violated(Invariant invariant, String subject) {
    violated(invariant, subject, List.of());
  }

  /** As above, of what no message tells. */
  void violated(Invariant invariant, String subject, List<Operation> operations) {
    if (violated[invariant.ordinal()]++ < Verdict.MAX_TOLD) {
      violations.add(new Violation(invariant, subject, operations));
    }
  }

  /** So many failed, of which a share may. */
  void share(Invariant invariant, Share more) {
    shares.merge(invariant, more, Share::and);
  }

  void read() {
    reads++;
  }

  void compared() {
    compared++;
  }

  void closeRead() {
    closeReads++;
  }

  void strongRead() {
    strong++;
  }

  void degradedRead() {
    degraded++;
  }

  void degraded(Degraded how) {
    degradedBy.merge("%s %d".formatted(how.reason(), how.region()), 1L, Long::sum);
  }

  void editSeen() {
    edits++;
  }

  void deletionSeen() {
    deletions++;
  }

  Verdict verdict() {
    Map<Invariant, Tally> tallies = new EnumMap<>(Invariant.class);
    for (Invariant invariant : Invariant.values()) {
      int place = invariant.ordinal();
      tallies.put(invariant, new Tally(judged[place], violated[place]));
    }
    return new Verdict(
        tallies,
        violations,
        shares,
        degradedBy,
        new Seen(reads, compared, closeReads, edits, deletions, strong, degraded));
  }
}
