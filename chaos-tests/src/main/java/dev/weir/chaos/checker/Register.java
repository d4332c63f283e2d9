package dev.weir.chaos.checker;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message as a register that only grows, and the strong reads of it.
 *
 * <p>Each version has a time by which it, or a newer one, must be there: the end of what was
 * acknowledged first, or showed it first, of all versions from it on. And a time before which it
 * cannot be there: the latest beginning of a read that showed less, or of the write of something
 * that was shown and is not newer. The operations fit into an order if, and only if, the second is
 * never after the first:
 *
 * <pre>
 *   version 1          ──[ write ]──
 *   version 2    ──[ write ]─[ read ]──          must be there by the end of this read
 *   version 1                         ──[ read ]──   and cannot before this one begins
 * </pre>
 *
 * Both follow from the versions in their order, once up and once down.
 */
final class Register {

  /** Two operations that fit into no order: what one says must end before what the other says. */
  record Conflict(Operation later, Operation earlier) {}

  /** The reads of one version, and when it was written. */
  private static final class Zone {
    final boolean counts;
    final @Nullable Operation begun;
    @Nullable Operation firstEnd;
    @Nullable Operation lastStart;

    Zone(Edition edition, boolean counts) {
      this.counts = counts;
      this.begun = edition.firstPossible().orElse(null);
      this.firstEnd = counts ? edition.kept().orElse(null) : null;
    }

    void read(Operation read) {
      lastStart = later(lastStart, read);
      if (counts) {
        firstEnd = earlier(firstEnd, read);
      }
    }

    boolean isRead() {
      return lastStart != null;
    }
  }

  private final Biography message;
  private final List<Edition> editions;
  private final Zone[] zones;
  private final List<Operation> absent = new ArrayList<>(0);
  private long reads;

  /**
   * A register that nobody has read yet.
   *
   * @param lost regions whose databases were lost for good
   */
  Register(Biography message, Set<Integer> lost) {
    this.message = message;
    this.editions = message.editions();
    this.zones = new Zone[editions.size()];
    for (int i = 0; i < zones.length; i++) {
      Edition edition = editions.get(i);
      zones[i] = new Zone(edition, !edition.mayVanish(lost));
    }
  }

  long id() {
    return message.id();
  }

  /** How many reads there were. */
  long reads() {
    return reads;
  }

  /** A read showed a version. One that was never written is somebody else's finding. */
  void read(int version, Operation read) {
    int at = message.indexOf(version);
    if (at >= 0 && editions.get(at).isPossible()) {
      reads++;
      zones[at].read(read);
    }
  }

  /** A read covered the message and did not show it. */
  void readAbsent(Operation read) {
    reads++;
    absent.add(read);
  }

  /** Two operations that prove that there is no order; none if there is one. */
  Optional<Conflict> conflict() {
    Operation firstThere = null;
    for (Zone zone : zones) {
      firstThere = earlier(firstThere, zone.firstEnd);
    }
    Operation notYet = null;
    int deleted = message.indexOf(Version.DELETED);
    boolean deletable = deleted >= 0 && editions.get(deleted).isPossible();
    for (Operation read : absent) {
      if (firstThere == null || !isBefore(firstThere, read)) {
        notYet = later(notYet, read);
      } else if (deletable) {
        zones[deleted].read(read);
      } else {
        return Optional.of(new Conflict(read, firstThere));
      }
    }
    return conflict(notYet);
  }

  private Optional<Conflict> conflict(@Nullable Operation notYet) {
    @Nullable Operation[] thereBy = new Operation[zones.length];
    Operation first = null;
    for (int i = zones.length - 1; i >= 0; i--) {
      first = earlier(first, zones[i].firstEnd);
      thereBy[i] = first;
    }
    Operation notBefore = notYet;
    for (int i = 0; i < zones.length; i++) {
      Zone zone = zones[i];
      if (zone.isRead()) {
        notBefore = later(notBefore, zone.begun);
      }
      Operation by = thereBy[i];
      if (by != null && notBefore != null && isBefore(by, notBefore)) {
        return Optional.of(new Conflict(notBefore, by));
      }
      notBefore = later(notBefore, zone.lastStart);
    }
    return Optional.empty();
  }

  private static boolean isBefore(Operation one, Operation other) {
    return one.span().endedNanos() < other.span().startedNanos();
  }

  /** The one that ended first. */
  private static @Nullable Operation earlier(@Nullable Operation one, @Nullable Operation other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.span().endedNanos() < one.span().endedNanos() ? other : one;
  }

  /** The one that began last. */
  private static @Nullable Operation later(@Nullable Operation one, @Nullable Operation other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.span().startedNanos() > one.span().startedNanos() ? other : one;
  }
}
