package dev.weir.node.failover;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which failures go on to another region, and what is said when none could serve. */
final class Failures {

  private static final Duration BACK_OFF = Duration.ofMillis(200);

  private Failures() {}

  /**
   * Whether another region may do better. Never what is wrong with the request, and never overload:
   * who has too much to do is not helped by one more to pass it on to.
   *
   * @param over whether the caller's deadline has passed
   */
  static boolean goesOn(WeirException failure, boolean over) {
    return switch (failure.code()) {
      case CLIENT_CLOSED, TOO_MANY_REQUESTS -> true;
      case DEADLINE_EXCEEDED -> !over;
      default -> failure.code().isRetryable();
    };
  }

  /** What is told when nobody is left to ask. */
  static WeirException told(List<Attempt> attempts, boolean write) {
    WeirException first = attempts.getFirst().failure;
    if (attempts.size() == 1 && first != null && isNodesWord(first)) {
      return first;
    }
    boolean kept = write && attempts.stream().anyMatch(Attempt::mayHaveKept);
    Optional<WeirException> lastWord = kept ? Optional.empty() : lastWord(attempts);
    if (lastWord.isPresent()) {
      return lastWord.get();
    }
    String said = attempts.stream().map(Attempt::said).collect(Collectors.joining("; "));
    return kept
        ? new WeirException(
            ErrorCode.OUTCOME_UNKNOWN, "the write may have been kept: " + said, hint(attempts))
        : new WeirException(
            ErrorCode.UNAVAILABLE, "no region could serve this: " + said, hint(attempts));
  }

  /** Whether a client understands it: what is said of a link between regions is none of its own. */
  private static boolean isNodesWord(WeirException failure) {
    return switch (failure.code()) {
      case UNAVAILABLE, OUTCOME_UNKNOWN, DEADLINE_EXCEEDED -> true;
      default -> !goesOn(failure, false);
    };
  }

  /** What one region said that is true of all. */
  private static Optional<WeirException> lastWord(List<Attempt> attempts) {
    return attempts.stream()
        .filter(attempt -> !attempt.hedge)
        .flatMap(attempt -> Optional.ofNullable(attempt.failure).stream())
        .filter(failure -> !goesOn(failure, false))
        .findFirst();
  }

  private static Duration hint(List<Attempt> attempts) {
    return attempts.stream()
        .flatMap(attempt -> Optional.ofNullable(attempt.failure).stream())
        .map(WeirException::retryAfter)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** The deadline passed; a write may have been kept, as the code's advice says. */
  static WeirException late(List<Attempt> attempts) {
    return new WeirException(
        ErrorCode.DEADLINE_EXCEEDED,
        "the deadline passed before an answer was there"
            + (attempts.isEmpty()
                ? ""
                : ": " + attempts.stream().map(Attempt::said).collect(Collectors.joining("; "))));
  }

  static WeirException full() {
    return new WeirException(
        ErrorCode.OVERLOADED,
        "every region that could be asked has as much to do as it may",
        BACK_OFF);
  }

  /** A region asked by another one, whose own database is left. */
  static WeirException left(Guarded target) {
    return new WeirException(
        ErrorCode.UNAVAILABLE,
        "region %s does not ask its database now: %s"
            .formatted(target.region(), target.status().lastReason()),
        BACK_OFF);
  }

  static WeirException channelLeft() {
    return new WeirException(
        ErrorCode.UNAVAILABLE,
        "the channel failed again and again, and no other region is there; it is tried once a"
            + " second",
        ChannelBreakers.RETRY);
  }
}
