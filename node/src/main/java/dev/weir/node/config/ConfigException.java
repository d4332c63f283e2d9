package dev.weir.node.config;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with a configuration, at once. */
public final class ConfigException extends WeirException {

  private final transient List<Problem> problems;

  public ConfigException(List<Problem> problems) {
    super(
        ErrorCode.CONFIG_INVALID,
        problems.stream()
            .map(problem -> "\n  " + problem)
            .collect(
                Collectors.joining(
                    "",
                    problems.size() == 1 ? "one mistake:" : problems.size() + " mistakes:",
                    "")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
