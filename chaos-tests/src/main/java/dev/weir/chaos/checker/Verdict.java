package dev.weir.chaos.checker;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What became of a check.
 *
 * @param violated how often, in all
 * @param violations the first of them, at most {@value #MAX_TOLD}
 * @param seen what the readers saw: a history in which nobody saw anything proves nothing
 */
public record Verdict(long violated, List<Violation> violations, Seen seen) {

  /** As many violations are told one by one. */
  public static final int MAX_TOLD = 100;

  /**
   * What the readers of a history saw.
   *
   * @param reads that were answered
   * @param compared messages on pages, or missing there, of which the session knew something
   * @param closeReads that began within ten milliseconds of when their session had learned of one
   *     of the messages that they cover
   * @param edits messages of which the session saw a newer version than before
   * @param deletions messages that the session saw before and then no more
   * @param strong reads that had to show what anybody had been acknowledged
   * @param degraded reads whose answer said that it may fall short: nothing is held against them
   *     but what no answer may show
   */
  public record Seen(
      long reads,
      long compared,
      long closeReads,
      long edits,
      long deletions,
      long strong,
      long degraded) {}

  public Verdict {
    violations = List.copyOf(violations);
  }

  public boolean isClean() {
    return violated == 0;
  }

  /** All that are told, for people. */
  public String told() {
    return violations.stream().map(Violation::toString).collect(Collectors.joining("\n"));
  }
}
