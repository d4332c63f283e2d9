package dev.weir.chaos.cluster;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.IOException;

/** Sends signals to processes of this machine. */
final class Signals {

  private Signals() {}

  /** Sends a signal, such as {@code STOP}; blocks until it is sent. */
  static void send(String name, long pid) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new IOException("kill ended with " + kill.exitValue());
      }
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          "process %d cannot be sent %s: %s".formatted(pid, name, e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
