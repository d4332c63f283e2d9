package dev.weir.chaos.checker;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of a check.
 *
 * @param tallies how often each invariant was looked at, and violated
 * @param violations the first of each, at most {@value #MAX_TOLD}
 * @param shares how many of the operations that some invariants are about failed, be they enough to
 *     be judged or not
 * @param degraded answers that said that they may fall short, by why and of which region
 * @param seen what the readers saw: a history in which nobody saw anything proves nothing
 */
public record Verdict(
    Map<Invariant, Tally> tallies,
    List<Violation> violations,
    Map<Invariant, Share> shares,
    Map<String, Long> degraded,
    Seen seen) {

  /** As many violations of an invariant are told one by one. */
  public static final int MAX_TOLD = 20;

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
   *     but what no answer may show, and what they do not own up to
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
    Map<Invariant, Tally> all = new EnumMap<>(Invariant.class);
    for (Invariant invariant : Invariant.values()) {
      all.put(invariant, tallies.getOrDefault(invariant, Tally.NONE));
    }
    tallies = Collections.unmodifiableMap(all);
    violations = List.copyOf(violations);
    shares = Map.copyOf(shares);
    degraded = Collections.unmodifiableMap(new TreeMap<>(degraded));
  }

  /** How often anything was violated. */
  public long violated() {
    return tallies.values().stream().mapToLong(Tally::violated).sum();
  }

  public boolean isClean() {
    return violated() == 0;
  }

  public Tally tally(Invariant invariant) {
    return tallies.getOrDefault(invariant, Tally.NONE);
  }

  /** The invariants that nothing was held against: of them the run proves nothing. */
  public Set<Invariant> unjudged() {
    Set<Invariant> unjudged = EnumSet.noneOf(Invariant.class);
    tallies.forEach((invariant, tally) -> {
      if (tally.judged() == 0) {
        unjudged.add(invariant);
      }
    });
    return unjudged;
  }

  /** All that are told, for people. */
  public String told() {
    return violations.stream().map(Violation::toString).collect(Collectors.joining("\n"));
  }
}
