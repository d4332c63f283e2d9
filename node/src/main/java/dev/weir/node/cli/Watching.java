package dev.weir.node.cli;

import dev.weir.messages.WeirException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The option of verbs that can show something again and again: {@code @Mixin} it. */
public final class Watching {

  private static final long EVERY_MILLIS = 1_000;

  @Option(
      names = "--watch",
      description =
          "Show it anew every second, until Ctrl-C; with -o json, one object a line each time.")
  private boolean watch;

  /** Something to show, that was asked for before. */
  @FunctionalInterface
  interface Picture {

    /**
     * Prints it.
     *
     * @return an {@link ExitStatus}
     */
    int show(Output output);
  }

  /**
   * Looks and shows, once or until the user has seen enough. What fails later than at first may
   * work again the next time: it is said, and the watch goes on.
   *
   * @return the status of the last picture
   */
  int run(Shell shell, Supplier<Picture> look) throws InterruptedException {
    Output output = shell.output();
    int status = look.get().show(output);
    if (!watch) {
      return status;
    }
    CountDownLatch enough = new CountDownLatch(1);
    try (var _ = shell.onInterrupt(enough::countDown)) {
      output.flush();
      while (!enough.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        status = again(output, look);
        output.flush();
      }
    }
    return status;
  }

  private static int again(Output output, Supplier<Picture> look) {
    try {
      Picture picture = look.get();
      output.redraw();
      return picture.show(output);
    } catch (WeirException e) {
      output.note("weir: %s: %s".formatted(e.code(), Plain.text(String.valueOf(e.getMessage()))));
      return ExitStatus.of(e.code());
    }
  }
}
