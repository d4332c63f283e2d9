package dev.weir.chaos.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Some operations, a column for each of their parts: an object for each would be twice as much. */
final class Chunk {

  static final int OPERATIONS = 1 << 15;

  /** 4 + 2 + 1 + 1 + 8 + 8 + 8 + 8 + 4 + {@value Manners#BYTES}. */
  static final int OPERATION_BYTES = 44 + Manners.BYTES;

  /** 8 + 4, and as much room at worst for those to come. */
  static final int SIGHTING_BYTES = 12;

  private static final byte WRITE = 0;
  private static final byte READ = 1;
  private static final byte TAKE_OVER = 2;
  private static final Outcome[] OUTCOMES = Outcome.values();

  private final int[] sessions = new int[OPERATIONS];
  private final short[] channels = new short[OPERATIONS];
  private final byte[] kinds = new byte[OPERATIONS];
  private final byte[] outcomes = new byte[OPERATIONS];
  private final long[] started = new long[OPERATIONS];
  private final long[] ended = new long[OPERATIONS];

  /** The message, the coverage's first, or who was taken over. */
  private final long[] firsts = new long[OPERATIONS];

  /** The version, or the coverage's last. */
  private final long[] lasts = new long[OPERATIONS];

  /** Up to where an operation's sightings go; they begin where the one's before it end. */
  private final int[] sightingEnds = new int[OPERATIONS];

  private final Manners manners = new Manners();
  private long[] seenMessages = new long[OPERATIONS];
  private int[] seenVersions = new int[OPERATIONS];
  private int size;
  private int sightings;

  boolean isFull() {
    return size == OPERATIONS;
  }

  int sightings() {
    return sightings;
  }

  void add(Operation operation) {
    sessions[size] = operation.session();
    channels[size] = (short) operation.channel();
    outcomes[size] = (byte) operation.outcome().ordinal();
    started[size] = operation.span().startedNanos();
    ended[size] = operation.span().endedNanos();
    switch (operation.action()) {
      case Action.Write write -> put(WRITE, write.message(), write.version());
      case Action.Read read -> {
        put(READ, read.coverage().first(), read.coverage().last());
        read.sightings().forEach(this::add);
      }
      case Action.TakeOver takeOver -> put(TAKE_OVER, takeOver.from(), 0);
    }
    manners.put(size, operation.terms(), operation.told());
    sightingEnds[size] = sightings;
    size++;
  }

  private void put(byte kind, long first, long last) {
    kinds[size] = kind;
    firsts[size] = first;
    lasts[size] = last;
  }

  private void add(Sighting sighting) {
    if (sightings == seenMessages.length) {
      seenMessages = Arrays.copyOf(seenMessages, sightings + sightings / 2);
      seenVersions = Arrays.copyOf(seenVersions, sightings + sightings / 2);
    }
    seenMessages[sightings] = sighting.message();
    seenVersions[sightings] = sighting.version();
    sightings++;
  }

  Operation get(int slot) {
    Action action =
        switch (kinds[slot]) {
          case WRITE -> new Action.Write(firsts[slot], (int) lasts[slot]);
          case READ -> new Action.Read(new Coverage(firsts[slot], lasts[slot]), seenBy(slot));
          default -> new Action.TakeOver((int) firsts[slot]);
        };
    return new Operation(
        sessions[slot],
        channels[slot],
        action,
        OUTCOMES[outcomes[slot]],
        new Span(started[slot], ended[slot]),
        manners.terms(slot),
        manners.told(slot));
  }

  int channel(int slot) {
    return channels[slot];
  }

  private List<Sighting> seenBy(int slot) {
    int begin = slot == 0 ? 0 : sightingEnds[slot - 1];
    List<Sighting> seen = new ArrayList<>(sightingEnds[slot] - begin);
    for (int i = begin; i < sightingEnds[slot]; i++) {
      seen.add(new Sighting(seenMessages[i], seenVersions[i]));
    }
    return seen;
  }
}
