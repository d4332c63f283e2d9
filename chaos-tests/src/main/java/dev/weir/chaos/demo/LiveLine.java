package dev.weir.chaos.demo;

import dev.weir.node.cli.Output;

/** A line that is written anew each second on a terminal; elsewhere, a line now and then. */
final class LiveLine {

  private static final int QUIET_LINES = 5;

  private final Output output;
  private int lines;

  LiveLine(Output output) {
    this.output = output;
  }

  void show(String text) {
    if (output.isWatched()) {
      output.err().print("\r\u001b[K" + text);
      output.err().flush();
    } else if (++lines % QUIET_LINES == 0) {
      output.note(text);
    }
  }

  /** Leaves the last state standing. */
  void end() {
    if (output.isWatched()) {
      output.note("");
    }
  }
}
