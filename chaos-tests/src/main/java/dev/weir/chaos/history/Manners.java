package dev.weir.chaos.history;

import dev.weir.messages.Degraded;
import dev.weir.messages.Degraded.Reason;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.ReadLevel;
import java.util.Optional;

/** The columns of {@link Terms} and {@link Told}. */
final class Manners {

  /** 1 + 1 + 1 + 4 + 2 + 1 + 2 + 8. */
  static final int BYTES = 20;

  private static final short NONE = -1;
  private static final int REGION_BITS = 8;
  private static final int REGION_MASK = (1 << REGION_BITS) - 1;
  private static final Reason[] REASONS = Reason.values();
  private static final ReadLevel[] LEVELS = ReadLevel.values();
  private static final Durability[] DURABILITIES = Durability.values();
  private static final ErrorCode[] CODES = ErrorCode.values();

  private final byte[] homes = new byte[Chunk.OPERATIONS];
  private final byte[] levels = new byte[Chunk.OPERATIONS];
  private final byte[] durabilities = new byte[Chunk.OPERATIONS];
  private final int[] timeouts = new int[Chunk.OPERATIONS];
  private final short[] failures = new short[Chunk.OPERATIONS];
  private final byte[] answerers = new byte[Chunk.OPERATIONS];

  /** The reason why an answer falls short, and the region of which it does. */
  private final short[] lacking = new short[Chunk.OPERATIONS];

  /** Up to when a read may lack something; of all other answers when they were given. */
  private final long[] micros = new long[Chunk.OPERATIONS];

  void put(int slot, Terms terms, Told told) {
    homes[slot] = (byte) terms.home();
    levels[slot] = (byte) terms.level().ordinal();
    durabilities[slot] = (byte) terms.durability().ordinal();
    timeouts[slot] = terms.timeoutMicros();
    failures[slot] = told.failure().map(code -> (short) code.ordinal()).orElse(NONE);
    answerers[slot] = (byte) told.region();
    lacking[slot] = told.degraded().map(Manners::packed).orElse(NONE);
    micros[slot] =
        told.degraded()
            .filter(how -> how.reason() == Reason.OTHER_REGION)
            .map(Degraded::beforeMicros)
            .orElse(told.atMicros());
  }

  Terms terms(int slot) {
    return new Terms(
        homes[slot], LEVELS[levels[slot]], DURABILITIES[durabilities[slot]], timeouts[slot]);
  }

  Told told(int slot) {
    Optional<Degraded> degraded =
        lacking[slot] == NONE ? Optional.empty() : Optional.of(unpacked(slot));
    boolean isRead = degraded.isPresent() && degraded.get().reason() == Reason.OTHER_REGION;
    return new Told(
        answerers[slot],
        degraded,
        failures[slot] == NONE ? Optional.empty() : Optional.of(CODES[failures[slot]]),
        isRead ? Told.NEVER : micros[slot]);
  }

  private static short packed(Degraded how) {
    return (short) (how.reason().ordinal() << REGION_BITS | how.region());
  }

  private Degraded unpacked(int slot) {
    Reason reason = REASONS[lacking[slot] >> REGION_BITS];
    return new Degraded(
        reason, lacking[slot] & REGION_MASK, reason == Reason.OTHER_REGION ? micros[slot] : 0);
  }
}
