package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Everything that was written of one message, version by version. */
final class Biography {

  private final long id;
  private final long begunNanos;
  private final int[] versions;
  private final Edition[] editions;

  /** Of this version and all above: the write that was acknowledged first. */
  private final Acknowledgement[] firstFrom;

  /** A write that was acknowledged, and when; never, if there is none. */
  private record Acknowledgement(long endedNanos, Optional<Operation> write) {

    static final Acknowledgement NEVER = new Acknowledgement(Long.MAX_VALUE, Optional.empty());

    static Acknowledgement of(Edition edition) {
      return edition
          .kept()
          .map(write -> new Acknowledgement(write.span().endedNanos(), Optional.of(write)))
          .orElse(NEVER);
    }
  }

  private Biography(long id, int[] versions, Edition[] editions) {
    this.id = id;
    this.versions = versions;
    this.editions = editions;
    long begun = Long.MAX_VALUE;
    for (Edition edition : editions) {
      begun = Math.min(begun, edition.begunNanos());
    }
    this.begunNanos = begun;
    this.firstFrom = new Acknowledgement[editions.length];
    Acknowledgement first = Acknowledgement.NEVER;
    for (int i = editions.length - 1; i >= 0; i--) {
      Acknowledgement one = Acknowledgement.of(editions[i]);
      first = one.endedNanos() < first.endedNanos() ? one : first;
      firstFrom[i] = first;
    }
  }

  /** Of a message that some operations wrote, or tried to. */
  static Biography of(long id, List<Operation> writes) {
    Operation[] sorted = writes.toArray(Operation[]::new);
    Arrays.sort(sorted, Comparator.comparingInt(Biography::version));
    int[] versions = new int[sorted.length];
    Edition[] editions = new Edition[sorted.length];
    int count = 0;
    for (int from = 0; from < sorted.length; ) {
      int version = version(sorted[from]);
      int to = from + 1;
      while (to < sorted.length && version(sorted[to]) == version) {
        to++;
      }
      versions[count] = version;
      editions[count++] = new Edition(version, List.of(Arrays.copyOfRange(sorted, from, to)));
      from = to;
    }
    return new Biography(id, Arrays.copyOf(versions, count), Arrays.copyOf(editions, count));
  }

  private static int version(Operation write) {
    return ((Action.Write) write.action()).version();
  }

  long id() {
    return id;
  }

  /** Its versions, oldest first. */
  List<Edition> editions() {
    return Arrays.asList(editions);
  }

  /** When the first write of it began that may have been kept; at the end of time if none may. */
  long begunNanos() {
    return begunNanos;
  }

  /** The place of a version among the editions, negative if nobody tried to write it. */
  int indexOf(int version) {
    return Arrays.binarySearch(versions, version);
  }

  /** One of its versions; none if nobody tried to write that. */
  Optional<Edition> edition(int version) {
    int at = indexOf(version);
    return at < 0 ? Optional.empty() : Optional.of(editions[at]);
  }

  /** Whether any of its versions was asked for more than once. */
  boolean isRepeated() {
    for (Edition edition : editions) {
      if (edition.isRepeated()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a version may have been there before a time. */
  boolean mayHave(int version, long nanos) {
    int at = indexOf(version);
    return at >= 0 && editions[at].begunNanos() < nanos;
  }

  /** The first write of at least this version that was acknowledged, if that was before a time. */
  Optional<Operation> acknowledged(int leastVersion, long beforeNanos) {
    int at = Arrays.binarySearch(versions, leastVersion);
    int from = at < 0 ? -at - 1 : at;
    return from < firstFrom.length && firstFrom[from].endedNanos() < beforeNanos
        ? firstFrom[from].write()
        : Optional.empty();
  }

  /** A write of this version that was reported failed. */
  Optional<Operation> failed(int version) {
    return edition(version)
        .flatMap(edition ->
            edition.tries().stream().filter(one -> one.outcome() == Outcome.FAILED).findFirst());
  }
}
