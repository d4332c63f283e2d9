package dev.weir.node.cli;

import dev.weir.messages.Ticker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/** Everything of the process that a verb may touch. */
public final class Shell {

  private static final String HOME = "weir.home";

  private final Surroundings surroundings;
  private final Output output;

  Shell(Surroundings surroundings, Output output) {
    this.surroundings = surroundings;
    this.output = output;
  }

  /** Where results and notes go. */
  public Output output() {
    return output;
  }

  /** Standard input. */
  public InputStream in() {
    return surroundings.streams().in();
  }

  public Map<String, String> environment() {
    return surroundings.environment();
  }

  public InstantSource clock() {
    return surroundings.clock();
  }

  public Ticker ticker() {
    return surroundings.ticker();
  }

  Connector connector() {
    return surroundings.connector();
  }

  /** The folder that Weir was started from: of its source, or its installation. */
  public Path home() {
    return Path.of(System.getProperty(HOME, ".")).toAbsolutePath().normalize();
  }

  /**
   * Runs {@code stop} when the user presses Ctrl-C or the process is terminated. The process then
   * waits for the verb to return.
   */
  public Interrupts.Registration onInterrupt(Runnable stop) {
    return surroundings.interrupts().register(stop);
  }

  /** Whether a person sits before it, who can be asked. */
  public boolean isInteractive() {
    return surroundings.streams().isTerminal(0) && surroundings.streams().isTerminal(2);
  }

  /** Asks a question; anything but yes means no. */
  public boolean confirm(String question) throws IOException {
    output.err().print(question + " [y/N] ");
    output.err().flush();
    String answer =
        new BufferedReader(new InputStreamReader(in(), StandardCharsets.UTF_8)).readLine();
    String word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }
}
