package dev.weir.node.cli;

import dev.weir.topology.NodeAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every verb that talks to nodes' ports for operators: {@code @Mixin} it. */
public final class Operators {

  private static final String ENVIRONMENT = "WEIR_ADMIN";
  private static final String DEFAULT = "127.0.0.1:7480";

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description =
          "Operators' ports of nodes, with commas between; the first to answer tells of all"
              + " (default: $WEIR_ADMIN, or 127.0.0.1:7480).")
  private @Nullable String admin;

  @Mixin private EachTimeout timeout = new EachTimeout();

  /** A way to ask nodes; nothing is asked yet. */
  RegionAdmin open(Shell shell) {
    return new RegionAdmin(new AdminClient(timeout.checked()), contacts(shell));
  }

  private List<NodeAddress> contacts(Shell shell) {
    String given = admin != null ? admin : shell.environment().getOrDefault(ENVIRONMENT, DEFAULT);
    return Addresses.parse("admin", given);
  }

  /** The options as they were given, to repeat them in advice; begins with a space, or is empty. */
  String asGiven() {
    return admin == null ? "" : " --admin " + admin;
  }
}
