package dev.weir.chaos.drill.report;

import dev.weir.chaos.checker.Invariant;
import dev.weir.chaos.checker.Losses;
import dev.weir.chaos.checker.Verdict;
import dev.weir.chaos.history.Action;
import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.Outcome;
import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.history.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What became of what was written, and of what was shown.
 *
 * @param acknowledged writes
 * @param missing of them in the end, in any region; must be 0
 * @param missingAway of them elsewhere while the region was away
 * @param missingAwayEveryRegion of those that every region was to keep; must be 0
 * @param rpoMillis from when the oldest of {@code missingAway} was acknowledged until the fault
 * @param resurrected messages that were deleted and are there
 * @param duplicated requests that were repeated and had a second effect
 * @param reordered pages that lack, misplace or disorder messages
 * @param stale answers that are older than what was promised, and do not say so
 * @param declared answers that said that they may lack something
 * @param unknown writes whose outcome their callers were not told
 * @param unknownApplied of them that are there in the end
 * @param judged what could have violated an invariant
 * @param violated what did, but for outcomes that came after their deadline: how late the latest
 *     one was is a matter of time, and told with the callers
 * @param unswept channels that could not be read in the end
 */
public record DataFindings(
    long acknowledged,
    long missing,
    long missingAway,
    long missingAwayEveryRegion,
    double rpoMillis,
    long resurrected,
    long duplicated,
    long reordered,
    long stale,
    long declared,
    long unknown,
    long unknownApplied,
    long judged,
    long violated,
    long unswept) {

  private static final List<Invariant> STALE =
      List.of(
          Invariant.READ_YOUR_WRITES,
          Invariant.MONOTONIC_READS,
          Invariant.HANDED_OVER,
          Invariant.STALE_STRONG,
          Invariant.STRONG_ORDER,
          Invariant.UNDECLARED);

  static DataFindings of(Tape tape, int channels) {
    Verdict verdict = tape.verdict();
    RecordedHistory history = tape.history();
    long acknowledged = 0;
    long declared = 0;
    long unknown = 0;
    long applied = 0;
    for (int i = 0; i < history.size(); i++) {
      Operation each = history.operation(i);
      declared += each.isDegraded() ? 1 : 0;
      if (each.action() instanceof Action.Write write) {
        acknowledged += each.isOk() ? 1 : 0;
        if (each.outcome() == Outcome.UNKNOWN) {
          unknown++;
          applied += isThere(write, tape.contents().getOrDefault(each.channel(), Map.of())) ? 1 : 0;
        }
      }
    }
    long missing =
        Math.max(
            violated(verdict, List.of(Invariant.LOST_WRITE)),
            tape.missingAfter().values().stream().mapToLong(Long::longValue).max().orElse(0));
    return new DataFindings(
        acknowledged,
        missing,
        tape.lossesAway().map(Losses::missing).orElse(0L),
        tape.lossesAway().map(DataFindings::ofEveryRegion).orElse(0L),
        tape.lossesAway().map(losses -> rpo(losses, tape.moments())).orElse(0.0),
        violated(verdict, List.of(Invariant.RESURRECTED)),
        violated(verdict, List.of(Invariant.EFFECT_OF_ONE)),
        violated(verdict, List.of(Invariant.WHOLE_PAGE)),
        violated(verdict, STALE),
        declared,
        unknown,
        applied,
        verdict.tallies().values().stream().mapToLong(tally -> tally.judged()).sum(),
        verdict.violated() - verdict.tally(Invariant.ONE_OUTCOME).violated(),
        channels - tape.contents().size());
  }

  private static boolean isThere(Action.Write write, Map<Long, Integer> there) {
    Integer version = there.get(write.message());
    return write.version() == Version.DELETED
        ? version == null
        : version != null && version >= write.version();
  }

  private static long violated(Verdict verdict, List<Invariant> invariants) {
    return invariants.stream().mapToLong(each -> verdict.tally(each).violated()).sum();
  }

  private static long ofEveryRegion(Losses losses) {
    return losses.counts().entrySet().stream()
        .filter(entry -> entry.getKey().durability().equals("every_region"))
        .mapToLong(entry -> entry.getValue().missing())
        .sum();
  }

  /** The oldest of the first that are told: they are told in the order in which they ended. */
  private static double rpo(Losses losses, Moments moments) {
    return Arrays.stream(losses.first().toArray(Operation[]::new))
        .mapToDouble(each -> (moments.fault() - each.span().endedNanos()) / 1e6)
        .max()
        .orElse(0);
  }
}
