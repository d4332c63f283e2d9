package dev.weir.chaos.drill.report;

import dev.weir.chaos.drill.hands.Evidence;
import dev.weir.chaos.failover.Bar;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a drill.
 *
 * @param reasons for the outcome; empty for a pass
 * @param spanSeconds the fault's, since the fault: its end and that of the healing
 * @param bars what was asked, and what came of it
 * @param returnMillis from the end of the healing until callers were at home again
 * @param usage by part
 * @param openings of breakers since the fault
 * @param closings of them
 * @param failures the first of each kind, in its own words
 */
public record DrillReport(
    String drill,
    String about,
    String mode,
    String scope,
    Outcome outcome,
    List<String> reasons,
    List<Double> spanSeconds,
    List<Bar> bars,
    Recovery recovery,
    Optional<Double> returnMillis,
    DataFindings data,
    List<Callers> callers,
    Map<String, Usage> usage,
    double mostRepeated,
    List<Evidence> evidence,
    long openings,
    long closings,
    List<Event> events,
    List<Second> seconds,
    List<String> violations,
    Map<String, String> failures,
    Provenance provenance,
    Optional<Difference> difference) {

  DrillReport with(Difference changes) {
    return new DrillReport(
        drill,
        about,
        mode,
        scope,
        outcome,
        reasons,
        spanSeconds,
        bars,
        recovery,
        returnMillis,
        data,
        callers,
        usage,
        mostRepeated,
        evidence,
        openings,
        closings,
        events,
        seconds,
        violations,
        failures,
        provenance,
        Optional.of(changes));
  }
}
