package dev.weir.chaos.sim;

import dev.weir.chaos.history.RecordedHistory;
import dev.weir.chaos.sim.faults.Fault;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param traceHash of everything that happened, in order: the same for the same plan
 * @param operations that ended, answered or not
 * @param simulated how much time went by in the run
 * @param fired how often each fault did something that somebody could notice
 * @param invalid why the run proves nothing: too little traffic, or a fault that never fired
 * @param breaches of invariants; a run that has some failed, valid or not
 * @param history what sessions did and saw
 */
public record SimResult(
    long seed,
    long traceHash,
    long operations,
    Duration simulated,
    Map<Fault, Integer> fired,
    Optional<String> invalid,
    List<Breach> breaches,
    RecordedHistory history) {

  public SimResult {
    Map<Fault, Integer> sorted = new EnumMap<>(Fault.class);
    sorted.putAll(fired);
    fired = Collections.unmodifiableMap(sorted);
    breaches = List.copyOf(breaches);
  }

  /** Whether an invariant was broken. */
  public boolean isFailure() {
    return !breaches.isEmpty();
  }
}
