package dev.weir.node.cli;

import dev.weir.messages.Deadline;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every verb that talks to nodes: {@code @Mixin} it. */
public final class Nodes {

  private static final String ENVIRONMENT = "WEIR_CONTACT";
  private static final String DEFAULT = "127.0.0.1:7400";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  @Option(
      names = {"-c", "--contact"},
      paramLabel = "HOST:PORT",
      description =
          "Nodes to connect to, with commas between (default: $WEIR_CONTACT, or " + DEFAULT + ").")
  private @Nullable String contact;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long to wait for each answer, such as 500ms or 30s (default: 5s).")
  private @Nullable Duration timeout;

  /** Connects. Blocks. */
  public Connection connect(Shell shell) {
    return shell.connector().connect(contacts(shell), timeout());
  }

  /** The nodes that the user named. */
  public List<NodeAddress> contacts(Shell shell) {
    String given =
        contact != null ? contact : shell.environment().getOrDefault(ENVIRONMENT, DEFAULT);
    List<NodeAddress> addresses = new ArrayList<>();
    for (String address : given.split(",")) {
      try {
        addresses.add(NodeAddress.parse(address.strip()));
      } catch (IllegalArgumentException e) {
        throw WeirException.invalid("contact " + e.getMessage());
      }
    }
    return addresses;
  }

  /** How long each request may take. */
  public Duration timeout() {
    Duration each = timeout != null ? timeout : DEFAULT_TIMEOUT;
    if (!each.isPositive() || each.compareTo(Deadline.MAX) > 0) {
      throw WeirException.invalid(
          "timeout %s is not within 1ms..%ds".formatted(each, Deadline.MAX.toSeconds()));
    }
    return each;
  }

  /** The options as they were given, to repeat them in advice; begins with a space, or is empty. */
  String asGiven() {
    return contact == null ? "" : " --contact " + contact;
  }
}
