package dev.weir.node.cli;

import dev.weir.messages.Deadline;
import dev.weir.messages.WeirException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of how long to wait for each answer: {@code @Mixin} it. */
final class EachTimeout {

  private static final Duration DEFAULT = Duration.ofSeconds(5);

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long to wait for each answer, such as 500ms or 30s (default: 5s).")
  private @Nullable Duration timeout;

  /** How long; refuses what no request may take. */
  Duration checked() {
    Duration each = timeout != null ? timeout : DEFAULT;
    if (!each.isPositive() || each.compareTo(Deadline.MAX) > 0) {
      throw WeirException.invalid(
          "timeout %s is not within 1ms..%ds".formatted(each, Deadline.MAX.toSeconds()));
    }
    return each;
  }
}
