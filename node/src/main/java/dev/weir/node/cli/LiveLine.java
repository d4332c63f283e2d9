package dev.weir.node.cli;

/**
 * A line of progress on standard error that is written anew each second on a terminal; elsewhere, a
 * line now and then.
 */
public final class LiveLine {

  private static final int QUIET_LINES = 5;

  private final Output output;
  private int lines;

  public LiveLine(Output output) {
    this.output = output;
  }

  /** Shows how far it is. */
  public void show(String text) {
    if (output.isWatched()) {
      output.err().print("\r\u001b[K" + text);
      output.err().flush();
    } else if (++lines % QUIET_LINES == 0) {
      output.note(text);
    }
  }

  /** Leaves the last state standing. */
  public void end() {
    if (output.isWatched()) {
      output.note("");
    }
  }
}
