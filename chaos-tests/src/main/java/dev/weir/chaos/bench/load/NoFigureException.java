package dev.weir.chaos.bench.load;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;

/** Something went wrong while it was measured: a figure would be of something else. */
public final class NoFigureException extends WeirException {

  /**
   * That no figure can be given.
   *
   * @param why what went wrong
   */
  public NoFigureException(String why) {
    super(ErrorCode.UNAVAILABLE, why + ": no figure can be given");
  }
}
