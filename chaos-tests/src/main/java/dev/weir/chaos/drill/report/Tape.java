package dev.weir.chaos.drill.report;

import dev.weir.chaos.checker.Losses;
import dev.weir.chaos.checker.Verdict;
import dev.weir.chaos.drill.hands.Evidence;
import dev.weir.chaos.history.RecordedHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was recorded of a drill.
 *
 * @param regions the names, by their numbers; the harmed region's number is {@code home}
 * @param usage before, during and after the fault
 * @param evidence of what was done
 * @param contents of each channel in the end, the version of each message by its id; empty if they
 *     could not be read
 * @param lossesAway what the other regions lacked while the region was away; empty if that was not
 *     looked at
 * @param missingAfter acknowledged writes that a region lacked in the end, by the region's name
 * @param verdict of the checkers
 * @param inconclusive why it proves nothing; empty if it does
 * @param aborted why it was broken off
 * @param callerFailures the first failure of each kind, in its own words
 */
public record Tape(
    int home,
    Map<Integer, String> regions,
    Moments moments,
    RecordedHistory history,
    List<Event> events,
    Map<String, Usage> usage,
    List<Evidence> evidence,
    Map<Integer, Map<Long, Integer>> contents,
    Optional<Losses> lossesAway,
    Map<String, Long> missingAfter,
    Verdict verdict,
    List<String> inconclusive,
    Optional<String> aborted,
    Map<String, String> callerFailures) {

  /** Names of the parts, as of {@link #usage}. */
  public static final String BEFORE = "before";

  public static final String DURING = "during";
  public static final String AFTER = "after";
}
