package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that was written of one message. */
final class Biography {

  private final long id;
  private final List<Operation> writes = new ArrayList<>(1);

  Biography(long id) {
    this.id = id;
  }

  long id() {
    return id;
  }

  /** Takes in a write that did not fail. */
  void add(Operation write) {
    writes.add(write);
  }

  /** Whether a version may have been there before a time. */
  boolean mayHave(int version, long nanos) {
    for (Operation write : writes) {
      if (version(write) == version && write.span().startedNanos() < nanos) {
        return true;
      }
    }
    return false;
  }

  /** A write of at least this version that was acknowledged before a time. */
  Optional<Operation> acknowledged(int leastVersion, long beforeNanos) {
    for (Operation write : writes) {
      if (version(write) >= leastVersion
          && write.outcome() == Outcome.OK
          && write.span().endedNanos() < beforeNanos) {
        return Optional.of(write);
      }
    }
    return Optional.empty();
  }

  private static int version(Operation write) {
    return write.action() instanceof Action.Write it ? it.version() : Version.FOREIGN;
  }
}
