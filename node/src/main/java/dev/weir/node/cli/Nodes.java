package dev.weir.node.cli;

import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every verb that talks to nodes: {@code @Mixin} it. */
public final class Nodes {

  private static final String ENVIRONMENT = "WEIR_CONTACT";
  private static final String DEFAULT = "127.0.0.1:7400";

  @Option(
      names = {"-c", "--contact"},
      paramLabel = "HOST:PORT",
      description =
          "Nodes to connect to, with commas between (default: $WEIR_CONTACT, or " + DEFAULT + ").")
  private @Nullable String contact;

  @Mixin private EachTimeout timeout = new EachTimeout();

  /** Connects. Blocks. */
  public Connection connect(Shell shell) {
    return shell.connector().connect(contacts(shell), timeout());
  }

  /** The nodes that the user named. */
  public List<NodeAddress> contacts(Shell shell) {
    String given =
        contact != null ? contact : shell.environment().getOrDefault(ENVIRONMENT, DEFAULT);
    return Addresses.parse("contact", given);
  }

  /** How long each request may take. */
  public Duration timeout() {
    return timeout.checked();
  }

  /** The options as they were given, to repeat them in advice; begins with a space, or is empty. */
  String asGiven() {
    return contact == null ? "" : " --contact " + contact;
  }
}
