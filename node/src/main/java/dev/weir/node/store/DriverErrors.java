package dev.weir.node.store;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ConnectionInitException;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.util.concurrent.CompletionException;

/**
 * Says what a driver's error means for the request: above all, whether a write may have been kept.
 *
 * <p>In doubt it may have been: a timeout, a failed replica and a broken connection all leave a
 * write somewhere between lost and applied.
 */
final class DriverErrors {

  /** What became of a statement that failed. */
  enum Fate {
    /** It was never executed: nobody could take it. */
    UNTOUCHED,
    /** It was never executed: the database has too much to do. */
    OVERLOADED,
    /** It was refused as wrong. */
    REFUSED,
    /** It may have been executed. */
    UNKNOWN
  }

  private DriverErrors() {}

  /** The failure of a read: nothing was changed, whatever happened. */
  static WeirException ofRead(Throwable error) {
    return switch (unwrap(error)) {
      case WeirException known -> known;
      case Throwable cause ->
          switch (fate(cause)) {
            case OVERLOADED -> overloaded(cause);
            case REFUSED -> defect(cause);
            case UNTOUCHED, UNKNOWN -> unavailable("read", cause);
          };
    };
  }

  /** The failure of a write. */
  static WeirException ofWrite(Throwable error) {
    return switch (unwrap(error)) {
      case WeirException known -> known;
      case Throwable cause ->
          switch (fate(cause)) {
            case OVERLOADED -> overloaded(cause);
            case REFUSED -> defect(cause);
            case UNTOUCHED -> unavailable("write", cause);
            case UNKNOWN ->
                unknown("the database did not confirm the write: " + text(cause), cause);
          };
    };
  }

  /** A write that may have been kept. */
  static WeirException unknown(String message, Throwable cause) {
    return new WeirException(ErrorCode.OUTCOME_UNKNOWN, message, cause);
  }

  /** Whether a read of less may succeed where this one did not. */
  static boolean asksForLess(Throwable error) {
    return rootOf(error) instanceof ReadFailureException || isTimeout(error);
  }

  /** Whether nobody answered in time, which asking for less may mend, or not. */
  static boolean isTimeout(Throwable error) {
    Throwable root = rootOf(error);
    return root instanceof ReadTimeoutException || root instanceof DriverTimeoutException;
  }

  static Throwable unwrap(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  static Fate fate(Throwable error) {
    return switch (error) {
      case AllNodesFailedException all -> worst(all);
      case UnavailableException _,
          NodeUnavailableException _,
          BootstrappingException _,
          ConnectionInitException _ ->
          Fate.UNTOUCHED;
      case OverloadedException _, RequestThrottlingException _, BusyConnectionException _ ->
          Fate.OVERLOADED;
      case QueryValidationException _, IllegalArgumentException _ -> Fate.REFUSED;
      default -> Fate.UNKNOWN;
    };
  }

  private static Fate worst(AllNodesFailedException all) {
    return all.getAllErrors().values().stream()
        .flatMap(errors -> errors.stream())
        .map(DriverErrors::fate)
        .max(Fate::compareTo)
        .orElse(Fate.UNTOUCHED);
  }

  private static Throwable rootOf(Throwable error) {
    Throwable cause = unwrap(error);
    return cause instanceof WeirException && cause.getCause() != null ? cause.getCause() : cause;
  }

  private static WeirException overloaded(Throwable cause) {
    return new WeirException(
        ErrorCode.OVERLOADED, "the database has too much to do: " + text(cause), cause);
  }

  private static WeirException unavailable(String what, Throwable cause) {
    return new WeirException(
        ErrorCode.UNAVAILABLE,
        "the database could not serve a " + what + ": " + text(cause),
        cause);
  }

  private static WeirException defect(Throwable cause) {
    return new WeirException(
        ErrorCode.INTERNAL, "the database refused a statement: " + text(cause), cause);
  }

  private static String text(Throwable cause) {
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
