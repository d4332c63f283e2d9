package dev.weir.node.database;

import java.util.ArrayList;
import java.util.List;

/**
 * A child process that does not hear the keyboard. Ctrl-C goes to every process of a terminal; a
 * child that ended by itself would fail the requests that its parent is still answering. The shell
 * ignores SIGINT before it becomes the child, and a JVM leaves a signal alone that it finds
 * ignored.
 */
public final class Bystander {

  private Bystander() {}

  /** The command, deaf to SIGINT; its process id is the command's own. SIGTERM works as ever. */
  public static List<String> of(List<String> command) {
    List<String> deaf = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    deaf.addAll(command);
    return deaf;
  }
}
