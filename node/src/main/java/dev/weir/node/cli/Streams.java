package dev.weir.node.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The three standard streams, in UTF-8 whatever the locale.
 *
 * @param terminals which of the streams 0, 1 and 2 are terminals
 */
public record Streams(InputStream in, PrintStream out, PrintStream err, Set<Integer> terminals) {

  /** Set by the launcher, because Java cannot tell: such as {@code 012}. */
  private static final String TERMINALS = "weir.terminals";

  private static final int BUFFER = 64 * 1024;

  public Streams {
    terminals = Set.copyOf(terminals);
  }

  /** The streams of this process. */
  static Streams ofProcess() {
    Set<Integer> terminals =
        Set.copyOf(System.getProperty(TERMINALS, "").chars().mapToObj(c -> c - '0').toList());
    return new Streams(
        System.in,
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
            false,
            StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        terminals);
  }

  boolean isTerminal(int stream) {
    return terminals.contains(stream);
  }
}
