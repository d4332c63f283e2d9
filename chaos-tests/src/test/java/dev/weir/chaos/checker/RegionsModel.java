package dev.weir.chaos.checker;

import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Coverage;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.Sighting;
import dev.weir.chaos.history.Span;
import dev.weir.chaos.history.Terms;
import dev.weir.chaos.history.Told;
import dev.weir.chaos.history.Version;
import dev.weir.chaos.observed.Sweep;
import dev.weir.messages.Degraded;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.ReadLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A tiny deployment of several regions in which one operation takes effect after the other, so that
 * nothing can be violated: each region keeps the highest version of each message, hears of others'
 * late, and says what it may lack to whoever has seen others.
 */
final class RegionsModel {

  static final int TIMEOUT_MILLIS = 1_000;
  private static final int SESSIONS = 6;
  private static final int CHANNELS = 2;
  private static final int PAGE = 8;
  private static final long MILLI = 1_000_000;

  /** A write on its way to a region. */
  private record Late(int region, int channel, long message, int version) {}

  /** What one session must not see less than, and whose clock said when. */
  private static final class Reader {
    int number;
    long freeNanos;
    final Map<Integer, Map<Integer, Long>> seenMicros = new HashMap<>();
    final List<Own> own = new ArrayList<>();

    Map<Integer, Long> seen(int channel) {
      return seenMicros.computeIfAbsent(channel, ignored -> new TreeMap<>());
    }
  }

  /** A message, and the latest version that its writer has tried. */
  private record Own(int channel, long message, int version) {}

  private final SplittableRandom random;
  private final int regions;
  private final List<List<Map<Long, Integer>>> views = new ArrayList<>();
  private final List<Late> late = new ArrayList<>();
  private final List<Operation> operations = new ArrayList<>();
  private final List<Operation> writes = new ArrayList<>();
  private final Reader[] readers = new Reader[SESSIONS];
  private long nowNanos;
  private long messages;
  private int sessions = SESSIONS;

  RegionsModel(long seed) {
    random = new SplittableRandom(seed);
    regions = 1 + random.nextInt(3);
    for (int region = 0; region < regions; region++) {
      List<Map<Long, Integer>> channels = new ArrayList<>();
      for (int channel = 0; channel < CHANNELS; channel++) {
        channels.add(new TreeMap<>());
      }
      views.add(channels);
    }
    for (int i = 0; i < SESSIONS; i++) {
      readers[i] = new Reader();
      readers[i].number = i;
    }
  }

  /** Runs so many operations. */
  List<Operation> run(int count) {
    for (int i = 0; i < count; i++) {
      nowNanos += 1 + random.nextLong(3 * MILLI);
      deliverSome();
      step(readers[random.nextInt(SESSIONS)]);
    }
    operations.sort(Comparator.comparingLong(one -> one.span().endedNanos()));
    return operations;
  }

  /** What every region holds once all has arrived. */
  List<Sweep> sweeps() {
    late.forEach(this::deliver);
    late.clear();
    List<Sweep> sweeps = new ArrayList<>();
    for (int region = 0; region < regions; region++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        Map<Long, Integer> there = new HashMap<>(views.get(region).get(channel));
        there.values().removeIf(version -> version == Version.DELETED);
        sweeps.add(new Sweep(channel, region, there));
      }
    }
    return sweeps;
  }

  private void step(Reader reader) {
    int dice = random.nextInt(20);
    if (dice == 0) {
      takeOver(reader);
    } else if (dice == 1 && !writes.isEmpty()) {
      repeat(reader);
    } else if (dice < 5 || reader.own.isEmpty() && dice < 9) {
      int channel = random.nextInt(CHANNELS);
      write(reader, new Own(channel, ++messages, Version.APPENDED), durability());
    } else if (dice < 9) {
      Own own = reader.own.remove(random.nextInt(reader.own.size()));
      int version = random.nextInt(4) == 0 ? Version.DELETED : own.version() + 1;
      write(reader, new Own(own.channel(), own.message(), version), durability());
    } else {
      read(reader);
    }
  }

  private Durability durability() {
    return random.nextInt(3) == 0 ? Durability.EVERY_REGION : Durability.REGION;
  }

  private void takeOver(Reader reader) {
    Reader from = readers[random.nextInt(SESSIONS)];
    long at = Math.max(reader.freeNanos, nowNanos);
    nowNanos = at;
    int taken = from.number;
    reader.number = sessions++;
    for (int channel = 0; channel < CHANNELS; channel++) {
      // It goes on from there, and forgets what it saw itself.
      Map<Integer, Long> seen = new TreeMap<>(from.seen(channel));
      reader.seenMicros.put(channel, seen);
    }
    operations.add(
        new Operation(
            reader.number,
            Operation.EVERY_CHANNEL,
            new Action.TakeOver(taken),
            Outcome.OK,
            new Span(at, at)));
    reader.freeNanos = at + 1;
  }

  /** Another one asks for a write again that somebody has asked for. */
  private void repeat(Reader reader) {
    Operation before = writes.get(random.nextInt(writes.size()));
    Action.Write write = (Action.Write) before.action();
    Own own = new Own(before.channel(), write.message(), write.version());
    carryOut(reader, own, before.terms().durability());
  }

  private void write(Reader reader, Own own, Durability durability) {
    Outcome outcome = carryOut(reader, own, durability);
    boolean lives = own.version() != Version.DELETED && outcome != Outcome.FAILED;
    if (lives || own.version() != Version.APPENDED && own.version() != Version.DELETED) {
      reader.own.add(own);
    }
  }

  private Outcome carryOut(Reader reader, Own own, Durability durability) {
    int region = random.nextInt(regions);
    Span span = span(reader);
    Outcome outcome =
        switch (random.nextInt(12)) {
          case 0, 1 -> Outcome.UNKNOWN;
          case 2 -> Outcome.FAILED;
          case 3 -> Outcome.NONE;
          default -> Outcome.OK;
        };
    boolean happens = outcome == Outcome.OK || outcome != Outcome.FAILED && random.nextBoolean();
    if (happens) {
      for (int each = 0; each < regions; each++) {
        Late arriving = new Late(each, own.channel(), own.message(), own.version());
        boolean now = each == region || durability == Durability.EVERY_REGION;
        if (now && (outcome == Outcome.OK || random.nextBoolean())) {
          deliver(arriving);
        } else {
          late.add(arriving);
        }
      }
    }
    boolean ok = outcome == Outcome.OK;
    long micros = nowNanos / 1_000;
    if (ok) {
      reader.seen(own.channel()).merge(region, micros, Math::max);
    }
    Told told =
        switch (outcome) {
          case OK -> new Told(region, Optional.empty(), Optional.empty(), micros);
          case FAILED -> Told.failed(ErrorCode.UNAVAILABLE);
          case UNKNOWN -> Told.failed(ErrorCode.OUTCOME_UNKNOWN);
          case NONE -> Told.NOTHING;
        };
    Operation operation =
        new Operation(
            reader.number,
            own.channel(),
            new Action.Write(own.message(), own.version()),
            outcome,
            span,
            terms(ReadLevel.SESSION, durability),
            told);
    operations.add(operation);
    writes.add(operation);
    return outcome;
  }

  private void read(Reader reader) {
    int channel = random.nextInt(CHANNELS);
    int region = random.nextInt(regions);
    Span span = span(reader);
    ReadLevel level =
        switch (random.nextInt(6)) {
          case 0 -> ReadLevel.EVENTUAL;
          case 1 -> ReadLevel.STRONG;
          default -> ReadLevel.SESSION;
        };
    Map<Integer, Long> elsewhere = new TreeMap<>(reader.seen(channel));
    elsewhere.remove(region);
    boolean abroad = level == ReadLevel.SESSION && !elsewhere.isEmpty();
    boolean together = level == ReadLevel.STRONG || abroad && random.nextInt(3) == 0;
    if (together) {
      repair(channel);
    }
    long micros = nowNanos / 1_000;
    Optional<Degraded> degraded =
        abroad && !together ? Optional.of(lacking(elsewhere)) : Optional.empty();
    if (level != ReadLevel.EVENTUAL) {
      reader.seen(channel).merge(region, micros, Math::max);
    }
    int shown = level == ReadLevel.EVENTUAL ? random.nextInt(regions) : region;
    reader.seen(channel).merge(shown, micros, Math::max);
    operations.add(
        new Operation(
            reader.number,
            channel,
            page(views.get(shown).get(channel)),
            Outcome.OK,
            span,
            terms(level, Durability.REGION),
            new Told(
                shown, degraded, Optional.empty(), degraded.isPresent() ? Told.NEVER : micros)));
  }

  private static Degraded lacking(Map<Integer, Long> elsewhere) {
    long latest = elsewhere.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    int which =
        elsewhere.size() == 1 ? elsewhere.keySet().iterator().next() : Degraded.SEVERAL_REGIONS;
    return new Degraded(Degraded.Reason.OTHER_REGION, which, latest + 1);
  }

  private static Terms terms(ReadLevel level, Durability durability) {
    return new Terms(0, level, durability).within(TIMEOUT_MILLIS * MILLI);
  }

  /** Around now, which is when it takes effect, and after what the session did before. */
  private Span span(Reader reader) {
    nowNanos = Math.max(nowNanos, reader.freeNanos + 1);
    long from = Math.max(reader.freeNanos, nowNanos - random.nextLong(10 * MILLI));
    long to = nowNanos + 1 + random.nextLong(10 * MILLI);
    reader.freeNanos = to + 1;
    return new Span(from, to);
  }

  private Action.Read page(Map<Long, Integer> there) {
    List<Sighting> newestFirst = new ArrayList<>();
    there.forEach((message, version) -> {
      if (version != Version.DELETED) {
        newestFirst.addFirst(new Sighting(message, version));
      }
    });
    if (newestFirst.size() <= PAGE) {
      return new Action.Read(Histories.ALL, newestFirst);
    }
    List<Sighting> page = newestFirst.subList(0, PAGE);
    return new Action.Read(new Coverage(page.getLast().message(), Long.MAX_VALUE), page);
  }

  private void deliverSome() {
    for (int i = late.size() - 1; i >= 0; i--) {
      if (random.nextInt(60) == 0) {
        deliver(late.remove(i));
      }
    }
  }

  private void deliver(Late one) {
    views.get(one.region()).get(one.channel()).merge(one.message(), one.version(), Math::max);
  }

  /** Whoever reads all replicas writes to each what it lacks. */
  private void repair(int channel) {
    Map<Long, Integer> all = new TreeMap<>();
    for (List<Map<Long, Integer>> view : views) {
      view.get(channel).forEach((message, version) -> all.merge(message, version, Math::max));
    }
    for (List<Map<Long, Integer>> view : views) {
      view.get(channel).putAll(all);
    }
  }
}
