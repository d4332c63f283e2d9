package dev.weir.node.cli;

import dev.weir.messages.Deadline;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every verb that talks to nodes' ports for operators: {@code @Mixin} it. */
public final class Operators {

  private static final String ENVIRONMENT = "WEIR_ADMIN";
  private static final String DEFAULT = "127.0.0.1:7480";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description =
          "Operators' ports of nodes, with commas between; the first to answer tells of all"
              + " (default: $WEIR_ADMIN, or 127.0.0.1:7480).")
  private @Nullable String admin;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long to wait for each answer, such as 500ms or 30s (default: 5s).")
  private @Nullable Duration timeout;

  /** A way to ask nodes; nothing is asked yet. */
  RegionAdmin open(Shell shell) {
    return new RegionAdmin(new AdminClient(timeout()), contacts(shell));
  }

  private List<NodeAddress> contacts(Shell shell) {
    String given = admin != null ? admin : shell.environment().getOrDefault(ENVIRONMENT, DEFAULT);
    List<NodeAddress> addresses = new ArrayList<>();
    for (String address : given.split(",")) {
      try {
        addresses.add(NodeAddress.parse(address.strip()));
      } catch (IllegalArgumentException e) {
        throw WeirException.invalid("admin " + e.getMessage());
      }
    }
    return addresses;
  }

  private Duration timeout() {
    Duration each = timeout != null ? timeout : DEFAULT_TIMEOUT;
    if (!each.isPositive() || each.compareTo(Deadline.MAX) > 0) {
      throw WeirException.invalid(
          "timeout %s is not within 1ms..%ds".formatted(each, Deadline.MAX.toSeconds()));
    }
    return each;
  }

  /** The options as they were given, to repeat them in advice; begins with a space, or is empty. */
  String asGiven() {
    return admin == null ? "" : " --admin " + admin;
  }
}
