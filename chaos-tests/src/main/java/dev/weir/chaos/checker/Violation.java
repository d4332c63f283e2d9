package dev.weir.chaos.checker;

import dev.weir.chaos.history.Operation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that should not have been.
 *
 * @param subject what it is about, such as {@code message 12}
 * @param operations those that tell, the one that should not have been answered so first; none if
 *     no operation of the history tells
 */
public record Violation(Invariant invariant, String subject, List<Operation> operations) {

  public Violation {
    operations = List.copyOf(operations);
  }

  /**
   * An operation that contradicts another one.
   *
   * @param message the id of the message that tells
   * @param before what it contradicts; empty if it condemns itself
   */
  static Violation of(
      Invariant invariant, long message, Operation told, Optional<Operation> before) {
    return new Violation(
        invariant, "message " + message, Stream.concat(Stream.of(told), before.stream()).toList());
  }

  @Override
  public String toString() {
    return "%s %s: %s%s"
        .formatted(
            invariant.number(),
            invariant.meaning(),
            subject,
            operations.stream()
                .map(operation -> "%n  %s".formatted(operation))
                .collect(Collectors.joining()));
  }
}
