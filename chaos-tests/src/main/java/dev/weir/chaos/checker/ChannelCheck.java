package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Coverage;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Sighting;
import dev.weir.chaos.history.Version;
import dev.weir.messages.ReadLevel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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

  private final RecordedHistory history;
  private final int[] operations;
  private final OptionalLong oldestFlightNanos;
  private final Findings findings;
  private final Biographies messages;
  private final Map<Integer, Knowledge> sessions = new HashMap<>();

  /** The place after the highest message that anybody has begun to write: nothing is above it. */
  private int end;

  ChannelCheck(
      RecordedHistory history,
      int[] operations,
      OptionalLong oldestFlightNanos,
      Findings findings) {
    this.history = history;
    this.operations = operations;
    this.oldestFlightNanos = oldestFlightNanos;
    this.findings = findings;
    this.messages = Biographies.of(history, operations);
  }

  void run() {
    for (Event event : Event.of(history, operations)) {
      Operation operation = history.operation(event.operation());
      Knowledge knowledge = knowledgeOf(operation.session());
      switch (operation.action()) {
        case Action.Write write -> {
          int place = messages.find(write.message());
          if (event.kind() == Event.Kind.BEGUN) {
            end = Math.max(end, place + 1);
          } else if (operation.isOk()) {
            knowledge.learn(place, write.version(), event.operation(), event.nanos());
          }
        }
        case Action.Read read -> {
          if (operation.isOk() && event.kind() == Event.Kind.BEGUN) {
            judge(operation, read, knowledge);
          } else if (operation.isOk()) {
            absorb(event, operation, read, knowledge);
          }
        }
        case Action.TakeOver takeOver ->
            knowledge.learn(knowledgeOf(takeOver.from()), event.nanos());
      }
    }
  }

  private Knowledge knowledgeOf(int session) {
    return sessions.computeIfAbsent(session, ignored -> new Knowledge());
  }

  private void judge(Operation read, Action.Read page, Knowledge knowledge) {
    findings.read();
    judgeAlone(read, page);
    if (read.isDegraded()) {
      findings.degradedRead();
    }
    if (owesWhatIsMissing(read)) {
      judgeTogether(read, page, knowledge);
    }
  }

  /** Whether what an answer does not show is held against it. */
  private static boolean owesWhatIsMissing(Operation read) {
    return !read.isDegraded() && read.terms().level() != ReadLevel.EVENTUAL;
  }

  private void judgeTogether(Operation read, Action.Read page, Knowledge knowledge) {
    boolean strong = read.terms().level() == ReadLevel.STRONG;
    if (strong) {
      findings.strongRead();
    }
    boolean close = false;
    Shown shown = new Shown(page, messages);
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
      int known = knowledge.find(place);
      if (known != Knowledge.UNKNOWN) {
        findings.compared();
        if (contradicts(read, message, version, knowledge.version(known))) {
          tellContradiction(read, message, history.operation(knowledge.operation(known)));
        }
        close |= read.span().startedNanos() - knowledge.sinceNanos(known) < CLOSE_NANOS;
      }
    }
    if (close) {
      findings.closeRead();
    }
  }

  /** What a page may not show whatever is known. */
  private void judgeAlone(Operation read, Action.Read page) {
    List<Sighting> sightings = page.sightings();
    for (int i = 0; i < sightings.size(); i++) {
      Sighting sighting = sightings.get(i);
      long id = sighting.message();
      if (i > 0 && id >= sightings.get(i - 1).message() || !page.coverage().holds(id)) {
        findings.violated(Invariant.WHOLE_PAGE, id, read, Optional.empty());
      }
      int place = messages.find(id);
      if (place < 0
          || sighting.version() == Version.FOREIGN
          || !messages.get(place).mayHave(sighting.version(), read.span().endedNanos())) {
        findings.violated(Invariant.OWN_VALUE, id, read, Optional.empty());
      }
    }
  }

  /** What everybody must have read by now. */
  private void judgeByTime(Operation read, Biography message, int version, long longAgo) {
    if (version != ABSENT) {
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
        .ifPresent(write ->
            findings.violated(Invariant.STALE_STRONG, message.id(), read, Optional.of(write)));
  }

  private static boolean contradicts(Operation read, Biography message, int version, int known) {
    return version == ABSENT
        ? known != Version.DELETED && !mayBeDeleted(message, read)
        : version < known;
  }

  private void tellContradiction(Operation read, Biography message, Operation source) {
    Invariant own =
        source.action() instanceof Action.Write
            ? Invariant.READ_YOUR_WRITES
            : Invariant.MONOTONIC_READS;
    Invariant invariant = source.session() == read.session() ? own : Invariant.HANDED_OVER;
    findings.violated(invariant, message.id(), read, Optional.of(source));
  }

  private static boolean mayBeDeleted(Biography message, Operation read) {
    return message.mayHave(Version.DELETED, read.span().endedNanos());
  }

  private void absorb(Event event, Operation read, Action.Read page, Knowledge knowledge) {
    Shown shown = new Shown(page, messages);
    for (int place = shown.first(); place < Math.max(end, shown.end()); place++) {
      Biography message = messages.get(place);
      if (!page.coverage().holds(message.id())) {
        break;
      }
      int version = shown.version(place);
      int known = knowledge.find(place);
      if (version != ABSENT) {
        if (known != Knowledge.UNKNOWN && knowledge.version(known) < version) {
          findings.editSeen();
        }
        knowledge.learn(place, version, event.operation(), event.nanos());
      } else if (known != Knowledge.UNKNOWN
          && owesWhatIsMissing(read)
          && knowledge.version(known) != Version.DELETED
          // What the session learned while it read may be newer than what it read.
          && knowledge.sinceNanos(known) <= read.span().startedNanos()
          && mayBeDeleted(message, read)) {
        findings.deletionSeen();
        knowledge.learn(place, Version.DELETED, event.operation(), event.nanos());
      }
    }
  }
}
