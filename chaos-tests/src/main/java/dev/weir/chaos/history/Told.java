package dev.weir.chaos.history;

import dev.weir.messages.Degraded;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Receipt;
import dev.weir.messages.Token;
import java.util.Optional;

/**
 * What came back beside the answer.
 *
 * @param region the number of the region whose database answered, {@value #NOBODY} if none did or
 *     it is not known
 * @param degraded in what the answer may fall short, by its own word
 * @param failure why there is no answer
 * @param atMicros when that region's node kept the write or began the read, by its own clock, in
 *     microseconds since 1970; {@value #NEVER} if nobody answered, if it is not known, and for
 *     degraded reads
 */
public record Told(
    int region, Optional<Degraded> degraded, Optional<ErrorCode> failure, long atMicros) {

  /** In place of a region's number. */
  public static final int NOBODY = -1;

  /** In place of a time. */
  public static final long NEVER = 0;

  /** Nothing. */
  public static final Told NOTHING = new Told(NOBODY, Optional.empty(), Optional.empty());

  /** Of an answer of which it is not known when it was given. */
  public Told(int region, Optional<Degraded> degraded, Optional<ErrorCode> failure) {
    this(region, degraded, failure, NEVER);
  }

  /** What an answer's receipt says. */
  public static Told of(Receipt receipt) {
    boolean isDegradedRead =
        receipt.degraded().filter(how -> how.reason() == Degraded.Reason.OTHER_REGION).isPresent();
    return new Told(
        receipt.token().map(Token::region).orElse(NOBODY),
        receipt.degraded(),
        Optional.empty(),
        isDegradedRead ? NEVER : receipt.token().map(Token::sequence).orElse(NEVER));
  }

  /** Of an operation that failed. */
  public static Told failed(ErrorCode code) {
    return new Told(NOBODY, Optional.empty(), Optional.of(code));
  }
}
