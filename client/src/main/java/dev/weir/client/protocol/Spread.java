package dev.weir.client.protocol;

import dev.weir.messages.WeirException;
import java.time.Duration;

/**
 * What a node advises the readers of a hot channel: to spread their reads over some nodes of the
 * region, which merge them.
 *
 * @param nodes how many, the owner among them: 2 to 255. They are the owner and those that follow
 *     it in the table's order of members
 * @param lasting how long to do so; then the owner is asked again. In whole milliseconds, at most
 *     {@value #MAX_SECONDS} s
 */
public record Spread(int nodes, Duration lasting) {

  private static final int MAX_NODES = 255;
  private static final int MAX_SECONDS = 600;

  public Spread {
    if (nodes < 2 || nodes > MAX_NODES) {
      throw WeirException.invalid("a spread over %d nodes: 2 to 255".formatted(nodes));
    }
    if (lasting.isNegative() || lasting.toSeconds() > MAX_SECONDS) {
      throw WeirException.invalid("a spread lasting %s: at most 10 min".formatted(lasting));
    }
  }
}
