package dev.weir.chaos.checker;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.messages.Durability;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One version of a message: all tries to write it, which have the effect of one. */
final class Edition {

  private final int version;
  private final List<Operation> tries;
  private final @Nullable Operation begun;
  private final @Nullable Operation kept;

  Edition(int version, List<Operation> tries) {
    this.version = version;
    this.tries = List.copyOf(tries);
    Operation earliest = null;
    Operation first = null;
    for (Operation one : tries) {
      if (one.outcome() != Outcome.FAILED
          && (earliest == null || one.span().startedNanos() < earliest.span().startedNanos())) {
        earliest = one;
      }
      if (one.isOk() && (first == null || one.span().endedNanos() < first.span().endedNanos())) {
        first = one;
      }
    }
    this.begun = earliest;
    this.kept = first;
  }

  int version() {
    return version;
  }

  List<Operation> tries() {
    return tries;
  }

  /** When the first try began that may have kept it; at the end of time if all failed. */
  long begunNanos() {
    return begun == null ? Long.MAX_VALUE : begun.span().startedNanos();
  }

  /** The first try that may have kept it. */
  Optional<Operation> firstPossible() {
    return Optional.ofNullable(begun);
  }

  /** Whether it may have been kept. */
  boolean isPossible() {
    return begun != null;
  }

  /** The try that was acknowledged first. */
  Optional<Operation> kept() {
    return Optional.ofNullable(kept);
  }

  boolean isRepeated() {
    return tries.size() > 1;
  }

  /** Whether regions that were lost for good may have taken it along, whoever has seen it. */
  boolean mayVanish(Set<Integer> lost) {
    return !lost.isEmpty() && tries.stream().allMatch(one -> mayVanish(one, lost));
  }

  private static boolean mayVanish(Operation one, Set<Integer> lost) {
    return one.terms().durability() == Durability.REGION
        && (!one.isOk() || lost.contains(one.told().region()));
  }
}
