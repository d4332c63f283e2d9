package dev.weir.chaos.checker;

import dev.weir.chaos.history.Operation;
import java.util.Optional;

/**
 * A read that should not have been answered so.
 *
 * @param message the id of the message that tells
 * @param before what it contradicts; empty if the read condemns itself
 */
public record Violation(
    Invariant invariant, long message, Operation read, Optional<Operation> before) {

  @Override
  public String toString() {
    return "%s %s, message %d%n  read   %s%s"
        .formatted(
            invariant.number(),
            invariant.meaning(),
            message,
            read,
            before.map(operation -> "%n  before %s".formatted(operation)).orElse(""));
  }
}
