package dev.weir.chaos.history;

import dev.weir.messages.Degraded;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Receipt;
import java.util.Optional;

/**
 * What came back beside the answer.
 *
 * @param region the number of the region whose database answered, {@value #NOBODY} if none did or
 *     it is not known
 * @param degraded in what the answer may fall short, by its own word
 * @param failure why there is no answer
 */
public record Told(int region, Optional<Degraded> degraded, Optional<ErrorCode> failure) {

  /** In place of a region's number. */
  public static final int NOBODY = -1;

  /** Nothing. */
  public static final Told NOTHING = new Told(NOBODY, Optional.empty(), Optional.empty());

  /** What an answer's receipt says. */
  public static Told of(Receipt receipt) {
    return new Told(
        receipt.token().map(token -> token.region()).orElse(NOBODY),
        receipt.degraded(),
        Optional.empty());
  }

  /** Of an operation that failed. */
  public static Told failed(ErrorCode code) {
    return new Told(NOBODY, Optional.empty(), Optional.of(code));
  }
}
