package dev.weir.messages;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/**
 * Why a request failed: a stable {@link ErrorCode}, and a message that holds the offending value
 * and what to do. The root of everything that Weir's client throws.
 */
public class WeirException extends RuntimeException {

  private final ErrorCode code;
  private final Duration retryAfter;

  public WeirException(ErrorCode code, String message) {
    this(code, message, Duration.ZERO);
  }

  /** A failure with a hint how long to leave the node alone. */
  public WeirException(ErrorCode code, String message, Duration retryAfter) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  public WeirException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.retryAfter = Duration.ZERO;
  }

  /**
   * Why a stage failed, out of what stages wrap around it. Whatever is no WeirException is a
   * defect: INTERNAL, with the defect as its cause.
   */
  public static WeirException of(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof WeirException known) {
      return known;
    }
    Throwable defect = cause == null ? failure : cause;
    return new WeirException(ErrorCode.INTERNAL, "a defect: " + defect, defect);
  }

  /** A request that no node could serve. */
  public static WeirException invalid(String message) {
    return new WeirException(ErrorCode.INVALID_ARGUMENT, message);
  }

  static void requireValid(MessageId id) {
    if (!id.isValid()) {
      throw invalid("message id %s dates from before 1970".formatted(id));
    }
  }

  static void requireAfter(MessageId id, long atMicros) {
    requireValid(id);
    if (atMicros <= id.unixMicros()) {
      throw invalid(
          "time %d µs is not later than message %s, written at %d µs"
              .formatted(atMicros, id, id.unixMicros()));
    }
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /**
   * What is to be said of a write if this is how its latest try ended, and an earlier one may have
   * been kept.
   */
  public WeirException afterUnknown() {
    return code.isUndone()
        ? new WeirException(
            ErrorCode.OUTCOME_UNKNOWN,
            "an earlier try may have been kept; the latest one: " + getMessage(),
            retryAfter)
        : this;
  }

  public ErrorCode code() {
    return code;
  }

  /** How long to wait before asking again; zero if the node gave no hint. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
