package dev.weir.chaos.history;

import dev.weir.messages.Degraded;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.ReadLevel;
import java.util.Optional;

/** The columns of {@link Terms} and {@link Told}. */
final class Manners {

  /** 1 + 1 + 1 + 2 + 1 + 2 + 8. */
  static final int BYTES = 16;

  private static final short NONE = -1;
  private static final ReadLevel[] LEVELS = ReadLevel.values();
  private static final Durability[] DURABILITIES = Durability.values();
  private static final ErrorCode[] CODES = ErrorCode.values();

  private final byte[] homes = new byte[Chunk.OPERATIONS];
  private final byte[] levels = new byte[Chunk.OPERATIONS];
  private final byte[] durabilities = new byte[Chunk.OPERATIONS];
  private final short[] failures = new short[Chunk.OPERATIONS];
  private final byte[] answerers = new byte[Chunk.OPERATIONS];

  /** The region that an answer falls short of, which is the one reason that there is. */
  private final short[] lacking = new short[Chunk.OPERATIONS];

  private final long[] lackingBefore = new long[Chunk.OPERATIONS];

  void put(int slot, Terms terms, Told told) {
    homes[slot] = (byte) terms.home();
    levels[slot] = (byte) terms.level().ordinal();
    durabilities[slot] = (byte) terms.durability().ordinal();
    failures[slot] = told.failure().map(code -> (short) code.ordinal()).orElse(NONE);
    answerers[slot] = (byte) told.region();
    lacking[slot] = told.degraded().map(some -> (short) some.region()).orElse(NONE);
    lackingBefore[slot] = told.degraded().map(Degraded::beforeMicros).orElse(0L);
  }

  Terms terms(int slot) {
    return new Terms(homes[slot], LEVELS[levels[slot]], DURABILITIES[durabilities[slot]]);
  }

  Told told(int slot) {
    return new Told(
        answerers[slot],
        lacking[slot] == NONE
            ? Optional.empty()
            : Optional.of(
                new Degraded(Degraded.Reason.OTHER_REGION, lacking[slot], lackingBefore[slot])),
        failures[slot] == NONE ? Optional.empty() : Optional.of(CODES[failures[slot]]));
  }
}
