package dev.weir.node.cli;

import dev.weir.messages.ErrorCode;

/** What the process ends with: stable, for scripts. */
public final class ExitStatus {

  /** Done. */
  public static final int OK = 0;

  /** Failed, or something was not found; for an import, some lines were rejected. */
  public static final int FAILED = 1;

  /** The command line holds a mistake. */
  public static final int USAGE = 2;

  /** No node could serve this; the same command may succeed later. */
  public static final int UNAVAILABLE = 69;

  private ExitStatus() {}

  /** The status that a failure ends with. */
  public static int of(ErrorCode code) {
    if (code == ErrorCode.INVALID_ARGUMENT) {
      return USAGE;
    }
    boolean mayPass =
        code.isRetryable() || code == ErrorCode.OVERLOADED || code == ErrorCode.DEADLINE_EXCEEDED;
    return mayPass ? UNAVAILABLE : FAILED;
  }
}
