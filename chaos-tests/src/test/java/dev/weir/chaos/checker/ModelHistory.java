package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Coverage;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Sighting;
import dev.weir.chaos.history.Span;
import dev.weir.chaos.history.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Valid histories out of a model: each write takes effect at some moment of its span, and each read
 * is answered as of a moment that may be long before it began, but not before what its session
 * knew.
 */
final class ModelHistory {

  private static final int SESSIONS = 6;
  private static final int LONGEST_NANOS = 1_000;
  private static final int STALEST_NANOS = 5_000;

  /** A write that took effect. */
  private record Effect(long atNanos, long message, int version) {}

  /** An operation, and for a write when it took effect. */
  private record Planned(Operation operation, long effectNanos) {}

  private final SplittableRandom random;
  private final List<Planned> planned = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();

  ModelHistory(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The operations, in the order in which they started. */
  List<Operation> operations(int perSession) {
    for (int session = 0; session < SESSIONS; session++) {
      plan(session, perSession);
    }
    planned.sort(Comparator.comparingLong((Planned one) -> one.operation().span().startedNanos()));
    effects.sort(Comparator.comparingLong(Effect::atNanos));
    long[] points = new long[SESSIONS];
    List<Operation> operations = new ArrayList<>();
    for (Planned one : planned) {
      operations.add(carriedOut(one, points));
    }
    return operations;
  }

  private void plan(int session, int count) {
    Map<Long, Integer> own = new TreeMap<>();
    long now = 1;
    for (int i = 0; i < count; i++) {
      long started = now + 1 + random.nextInt(LONGEST_NANOS);
      long ended = started + 1 + random.nextInt(LONGEST_NANOS);
      now = ended;
      int kind = random.nextInt(10);
      if (kind < 2 || kind < 4 && !own.isEmpty()) {
        write(session, own, new Span(started, ended));
      } else if (kind < 9) {
        add(session, Action.Read.UNANSWERED, Outcome.OK, new Span(started, ended), 0);
      } else {
        int from = random.nextInt(SESSIONS);
        add(session, new Action.TakeOver(from), Outcome.OK, new Span(ended, ended), 0);
      }
    }
  }

  private void write(int session, Map<Long, Integer> own, Span span) {
    long message;
    int version;
    if (own.isEmpty() || random.nextBoolean()) {
      message = span.startedNanos() * SESSIONS + session;
      version = Version.APPENDED;
      own.put(message, version);
    } else {
      message = own.keySet().stream().skip(random.nextInt(own.size())).findFirst().orElseThrow();
      version = own.merge(message, 1, Integer::sum);
      if (random.nextInt(3) == 0) {
        version = Version.DELETED;
        own.remove(message);
      }
    }
    Outcome outcome = random.nextInt(10) == 0 ? Outcome.UNKNOWN : Outcome.OK;
    long effect = random.nextLong(span.startedNanos(), span.endedNanos());
    if (outcome == Outcome.UNKNOWN) {
      own.remove(message);
    }
    if (outcome == Outcome.OK || random.nextBoolean()) {
      effects.add(new Effect(effect, message, version));
    }
    add(session, new Action.Write(message, version), outcome, span, effect);
  }

  private void add(int session, Action action, Outcome outcome, Span span, long effect) {
    int channel = action instanceof Action.TakeOver ? Operation.EVERY_CHANNEL : 0;
    planned.add(new Planned(new Operation(session, channel, action, outcome, span), effect));
  }

  /**
   * The operation with its answer.
   *
   * @param points as of when each session has seen the channel
   */
  private Operation carriedOut(Planned one, long[] points) {
    Operation operation = one.operation();
    int session = operation.session();
    return switch (operation.action()) {
      case Action.Write _ -> {
        if (operation.isOk()) {
          points[session] = Math.max(points[session], one.effectNanos());
        }
        yield operation;
      }
      case Action.TakeOver takeOver -> {
        points[session] = Math.max(points[session], points[takeOver.from()]);
        yield operation;
      }
      case Action.Read _ -> {
        Span span = operation.span();
        long stalest = Math.max(points[session], span.startedNanos() - STALEST_NANOS);
        points[session] =
            random.nextLong(Math.min(stalest, span.endedNanos()), span.endedNanos() + 1);
        yield new Operation(session, 0, page(points[session]), Outcome.OK, span);
      }
    };
  }

  private Action.Read page(long asOfNanos) {
    Map<Long, Integer> versions = new HashMap<>();
    for (Effect effect : effects) {
      if (effect.atNanos() <= asOfNanos) {
        versions.merge(effect.message(), effect.version(), Math::max);
      }
    }
    List<Sighting> newestFirst =
        versions.entrySet().stream()
            .filter(entry -> entry.getValue() != Version.DELETED)
            .map(entry -> new Sighting(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingLong(Sighting::message).reversed())
            .toList();
    int limit = 1 + random.nextInt(10);
    if (newestFirst.size() <= limit) {
      return new Action.Read(Histories.ALL, newestFirst);
    }
    List<Sighting> page = newestFirst.subList(0, limit);
    return new Action.Read(new Coverage(page.getLast().message(), Long.MAX_VALUE), page);
  }

  /** A history of some operations. */
  static RecordedHistory of(List<Operation> operations) {
    RecordedHistory history = new RecordedHistory();
    operations.forEach(history::add);
    return history;
  }
}
