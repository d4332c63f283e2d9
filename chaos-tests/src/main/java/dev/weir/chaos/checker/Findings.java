package dev.weir.chaos.checker;

import dev.weir.chaos.checker.Verdict.Seen;
import dev.weir.chaos.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers a verdict. */
final class Findings {

  private final List<Violation> violations = new ArrayList<>();
  private long violated;
  private long reads;
  private long compared;
  private long closeReads;
  private long edits;
  private long deletions;
  private long strong;
  private long degraded;

  void violated(Invariant invariant, long message, Operation read, Optional<Operation> before) {
    violated++;
    if (violations.size() < Verdict.MAX_TOLD) {
      violations.add(new Violation(invariant, message, read, before));
    }
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

  void editSeen() {
    edits++;
  }

  void deletionSeen() {
    deletions++;
  }

  Verdict verdict() {
    return new Verdict(
        violated,
        violations,
        new Seen(reads, compared, closeReads, edits, deletions, strong, degraded));
  }
}
