package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Coverage;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Sighting;
import dev.weir.chaos.history.Version;
import dev.weir.messages.ReadLevel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The check of one channel: goes through all events in the order of time. When a read begins, its
 * answer, which the history knows already, is held against what its session knows; when an
 * operation ends, its session learns.
 *
 * <pre>
 *   A  ──[ append m ]──────────[ hands its token to B ]
 *                   │ A knows m                │ B knows m
 *   B            ──[ read, m may be missing ]──┼──[ read, m must be there ]──
 * </pre>
 */
final class ChannelCheck {

  private static final int ABSENT = Shown.ABSENT;
  private static final long CLOSE_NANOS = 10_000_000;

  private final ChannelHistory channel;
  private final Biographies messages;
  private final CheckerSettings settings;
  private final OptionalLong oldestFlightNanos;
  private final Findings findings;
  private final DegradedCheck degraded;
  private final Map<Integer, Memory> sessions = new HashMap<>();

  /** Of the reads under way. */
  private final @Nullable Shown[] shownBy;

  /** The place after the highest message that anybody has begun to write: nothing is above it. */
  private int end;

  ChannelCheck(ChannelHistory channel, CheckerSettings settings, Findings findings) {
    this.channel = channel;
    this.messages = channel.messages();
    this.settings = settings;
    this.oldestFlightNanos =
        settings
            .oldestFlight()
            .map(Duration::toNanos)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty());
    this.findings = findings;
    this.degraded = new DegradedCheck(channel, settings, findings);
    this.shownBy = new Shown[channel.operations().length];
  }

  void run() {
    for (Event event : Event.of(channel.operations())) {
      Operation operation = channel.operation(event.operation());
      if (event.kind() == Event.Kind.ENDED && operation.isOk()) {
        operation.told().degraded().ifPresent(findings::degraded);
      }
      switch (operation.action()) {
        case Action.Write write -> {
          int place = messages.find(write.message());
          if (event.kind() == Event.Kind.BEGUN) {
            findings.judged(
                Invariant.HONEST_OUTCOME, operation.outcome() == Outcome.FAILED ? 1 : 0);
            end = Math.max(end, place + 1);
          } else if (operation.isOk()) {
            acknowledged(event, operation, place, write.version());
          }
        }
        case Action.Read read -> {
          if (operation.isOk() && event.kind() == Event.Kind.BEGUN) {
            judge(event, operation, read);
          } else if (operation.isOk()) {
            absorb(event, operation, read);
          }
        }
        case Action.TakeOver takeOver ->
            memoryOf(operation.session()).learn(memoryOf(takeOver.from()), event.nanos());
      }
    }
  }

  /**
   * A session that has never seen what it changes learns nothing of it where there are several
   * regions: what it changed may be on its way here.
   */
  private void acknowledged(Event event, Operation write, int place, int version) {
    Memory memory = memoryOf(write.session());
    boolean unseen = version > Version.APPENDED && !memory.recall(place);
    if (!unseen || version == Version.DELETED || oldestFlightNanos.isPresent()) {
      memory.learn(write.told().region(), place, version, event.operation(), event.nanos());
    }
  }

  private Memory memoryOf(int session) {
    return sessions.computeIfAbsent(session, ignored -> new Memory());
  }

  private Shown shownBy(int operation, Action.Read page) {
    Shown shown = shownBy[operation];
    if (shown == null) {
      shown = new Shown(page, messages);
      shownBy[operation] = shown;
    }
    return shown;
  }

  private void judge(Event event, Operation read, Action.Read page) {
    findings.read();
    judgeAlone(read, page);
    Shown shown = shownBy(event.operation(), page);
    if (read.isDegraded()) {
      findings.degradedRead();
      degraded.judge(read, page, shown, memoryOf(read.session()));
    } else if (read.terms().level() != ReadLevel.EVENTUAL) {
      judgeTogether(read, page, shown);
    }
  }

  private void judgeTogether(Operation read, Action.Read page, Shown shown) {
    boolean strong = read.terms().level() == ReadLevel.STRONG;
    if (strong) {
      findings.strongRead();
      findings.judged(Invariant.STALE_STRONG);
    }
    boolean close = false;
    Memory memory = memoryOf(read.session());
    Coverage coverage = page.coverage();
    for (int place = shown.first(); place < Math.max(end, shown.end()); place++) {
      Biography message = messages.get(place);
      if (!coverage.holds(message.id())) {
        break;
      }
      int version = shown.version(place);
      if (strong) {
        judgeStrong(read, message, version);
      } else if (oldestFlightNanos.isPresent()) {
        judgeByTime(
            read, message, version, read.span().startedNanos() - oldestFlightNanos.getAsLong());
      }
      if (memory.recall(place)) {
        findings.compared();
        Operation source = channel.operation(memory.operation());
        Invariant invariant = promise(read, source);
        findings.judged(invariant);
        if (contradicts(read, message, version, memory.version())
            && !mayVanish(message, memory.version())) {
          findings.violated(invariant, message.id(), read, Optional.of(source));
        }
        close |= read.span().startedNanos() - memory.sinceNanos() < CLOSE_NANOS;
      }
    }
    if (close) {
      findings.closeRead();
    }
  }

  /** What a page may not show whatever is known. */
  private void judgeAlone(Operation read, Action.Read page) {
    findings.judged(Invariant.WHOLE_PAGE);
    List<Sighting> sightings = page.sightings();
    findings.judged(Invariant.OWN_VALUE, sightings.size());
    for (int i = 0; i < sightings.size(); i++) {
      Sighting sighting = sightings.get(i);
      long id = sighting.message();
      int place = messages.find(id);
      if (i > 0 && id >= sightings.get(i - 1).message() || !page.coverage().holds(id)) {
        boolean twice = i > 0 && id == sightings.get(i - 1).message();
        boolean asked = place >= 0 && messages.get(place).isRepeated();
        findings.violated(
            twice && asked ? Invariant.EFFECT_OF_ONE : Invariant.WHOLE_PAGE,
            id,
            read,
            Optional.empty());
      }
      if (place < 0) {
        findings.violated(Invariant.OWN_VALUE, id, read, Optional.empty());
      } else if (!messages.get(place).mayHave(sighting.version(), read.span().endedNanos())) {
        Optional<Operation> failed = messages.get(place).failed(sighting.version());
        findings.violated(
            failed.isPresent() ? Invariant.HONEST_OUTCOME : Invariant.OWN_VALUE, id, read, failed);
      }
    }
  }

  /** What everybody must have read by now. */
  private void judgeByTime(Operation read, Biography message, int version, long longAgo) {
    if (version != ABSENT) {
      findings.judged(Invariant.RESURRECTED);
      findings.judged(Invariant.LOST_WRITE);
      Optional<Operation> deleted = message.acknowledged(Version.DELETED, longAgo);
      if (deleted.isPresent()) {
        findings.violated(Invariant.RESURRECTED, message.id(), read, deleted);
        return;
      }
      Optional<Operation> newer = message.acknowledged(version + 1, longAgo);
      if (newer.isPresent()) {
        findings.violated(Invariant.LOST_WRITE, message.id(), read, newer);
      }
    } else if (!mayBeDeleted(message, read)) {
      Optional<Operation> appended = message.acknowledged(Version.APPENDED, longAgo);
      if (appended.isPresent()) {
        findings.violated(Invariant.WHOLE_PAGE, message.id(), read, appended);
      }
    }
  }

  /** What a strong read must show: all that was acknowledged to anybody before it began. */
  private void judgeStrong(Operation read, Biography message, int version) {
    if (version == ABSENT && mayBeDeleted(message, read)) {
      return;
    }
    int least = version == ABSENT ? Version.APPENDED : version + 1;
    message
        .acknowledged(least, read.span().startedNanos())
        .filter(write -> !mayVanish(message, versionOf(write)))
        .ifPresent(write ->
            findings.violated(Invariant.STALE_STRONG, message.id(), read, Optional.of(write)));
  }

  private static int versionOf(Operation write) {
    return ((Action.Write) write.action()).version();
  }

  private boolean mayVanish(Biography message, int version) {
    return !settings.lostForGood().isEmpty()
        && message
            .edition(version)
            .filter(edition -> edition.mayVanish(settings.lostForGood()))
            .isPresent();
  }

  /** Whether a read that owes a version shows less. */
  static boolean contradicts(Operation read, Biography message, int version, int known) {
    return version == ABSENT
        ? known != Version.DELETED && !mayBeDeleted(message, read)
        : version < known;
  }

  /** What a session was promised of what an operation told of. */
  private static Invariant promise(Operation read, Operation source) {
    if (source.session() != read.session()) {
      return Invariant.HANDED_OVER;
    }
    return source.action() instanceof Action.Write
        ? Invariant.READ_YOUR_WRITES
        : Invariant.MONOTONIC_READS;
  }

  private static boolean mayBeDeleted(Biography message, Operation read) {
    return message.mayHave(Version.DELETED, read.span().endedNanos());
  }

  /** What one replica showed an EVENTUAL read, others need not hold yet: it promises nothing. */
  private void absorb(Event event, Operation read, Action.Read page) {
    Memory memory = memoryOf(read.session());
    Shown shown = shownBy(event.operation(), page);
    shownBy[event.operation()] = null;
    if (read.terms().level() == ReadLevel.EVENTUAL) {
      return;
    }
    boolean owes = !read.isDegraded();
    int region = read.told().region();
    for (int place = shown.first(); place < Math.max(end, shown.end()); place++) {
      Biography message = messages.get(place);
      if (!page.coverage().holds(message.id())) {
        break;
      }
      int version = shown.version(place);
      boolean known = memory.recall(place);
      if (version != ABSENT) {
        if (known && memory.version() < version) {
          findings.editSeen();
        }
        memory.learn(region, place, version, event.operation(), event.nanos());
      } else if (known
          && owes
          && memory.version() != Version.DELETED
          // What the session learned while it read may be newer than what it read.
          && memory.sinceNanos() <= read.span().startedNanos()
          && mayBeDeleted(message, read)) {
        findings.deletionSeen();
        memory.learn(region, place, Version.DELETED, event.operation(), event.nanos());
      }
    }
  }
}
