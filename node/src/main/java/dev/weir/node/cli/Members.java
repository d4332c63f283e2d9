package dev.weir.node.cli;

import dev.weir.messages.WeirException;
import java.util.List;

/** Checks names of nodes that users type. */
final class Members {

  private Members() {}

  /**
   * Requires that a node is known.
   *
   * @throws WeirException {@code INVALID_ARGUMENT}, with those that are
   */
  static void require(String node, List<String> known) {
    if (!known.contains(node)) {
      throw WeirException.invalid(
          "no node '%s' in this region; it has: %s".formatted(node, String.join(", ", known)));
    }
  }
}
