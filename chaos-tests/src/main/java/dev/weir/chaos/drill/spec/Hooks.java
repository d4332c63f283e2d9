package dev.weir.chaos.drill.spec;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Commands that harm and heal a cluster that is not the demo's, run by {@code /bin/sh -c}.
 *
 * @param commands by what they do; none if the drill is done to the demo
 * @param timeout of each
 */
public record Hooks(Map<String, String> commands, Duration timeout) {

  /** Undoes whatever was done; may be run more than once. */
  public static final String HEAL = "heal";

  /** Ends with 0 if the fault is there, with 1 if it is not: evidence that it fired. */
  public static final String CHECK = "check";

  /** Restarts the nodes of the other regions, so that they are cold. */
  public static final String COLD = "cold";

  public Hooks {
    commands = Map.copyOf(commands);
  }

  /** The command of a name. */
  public Optional<String> command(String name) {
    return Optional.ofNullable(commands.get(name));
  }
}
