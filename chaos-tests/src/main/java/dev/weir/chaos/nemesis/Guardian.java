package dev.weir.chaos.nemesis;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A process that undoes harm when whoever did it is gone, or a time has passed, whichever is first.
 * It is started before the harm is done, holds the end of a pipe, and is deaf to what ends its
 * starter: nothing that it guards is left as it is by {@code kill -9}.
 */
public final class Guardian implements AutoCloseable {

  private static final String HEALED = "healed\n";

  /** Its arguments: how long it waits, how long the command may take, the command. */
  private static final String SCRIPT =
      """
      trap '' INT HUP TERM
      timeout "$1" /bin/sh -c 'read -r word && [ "$word" = healed ]' && exit 0
      exec timeout "$2" /bin/sh -c "$3" </dev/null
      """;

  private final Process process;

  private Guardian(Process process) {
    this.process = process;
  }

  /**
   * Begins to watch.
   *
   * @param expiry after which it heals whatever became of this process; whole seconds, rounded up
   * @param heal for {@code /bin/sh -c}; may be run though all is healed already
   * @param limit how long the command may take
   * @param log what the command says is added to it
   * @throws WeirException {@code UNAVAILABLE} if the process cannot be started
   */
  public static Guardian watch(Duration expiry, String heal, Duration limit, File log) {
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      "setsid",
                      "/bin/sh",
                      "-c",
                      SCRIPT,
                      "guardian",
                      seconds(expiry),
                      seconds(limit),
                      heal))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
              .start();
      return new Guardian(process);
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          "no guardian, and so no fault: %s; it takes setsid and timeout".formatted(e.getMessage()),
          e);
    }
  }

  private static String seconds(Duration time) {
    return Long.toString(Math.max(1, Math.ceilDiv(time.toMillis(), 1_000)));
  }

  /** Whether it still waits, or heals. */
  public boolean isThere() {
    return process.isAlive();
  }

  /** Blocks until it has ended by itself, having healed; false if that takes longer. */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    return process.waitFor(limit);
  }

  /** All is healed: it ends without doing anything. Blocks until it has. */
  @Override
  public void close() {
    try (OutputStream word = process.getOutputStream()) {
      word.write(HEALED.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException _) {
      // It has expired, and healed.
    }
    process.onExit().join();
  }
}
