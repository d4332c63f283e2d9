package dev.weir.chaos.failover;

import dev.weir.chaos.cluster.NodeBreakers;
import dev.weir.chaos.history.Timeline;
import java.util.List;

/**
 * What came of a drill.
 *
 * @param invalid why it proves nothing, whatever its bars say; empty if it does
 * @param notes figures that no bar is about
 * @param timeline second by second; second 0 begins with the fault
 * @param moves of the nodes' breakers, in the order of time
 */
public record Finding(
    Scenario scenario,
    List<String> invalid,
    List<Bar> bars,
    List<String> notes,
    Timeline timeline,
    List<NodeBreakers.Move> moves) {

  public Finding {
    invalid = List.copyOf(invalid);
    bars = List.copyOf(bars);
    notes = List.copyOf(notes);
    moves = List.copyOf(moves);
  }

  /** A drill that could not take place. */
  static Finding impossible(Scenario scenario, String why) {
    return new Finding(
        scenario, List.of(why), List.of(), List.of(), new Timeline(List.of()), List.of());
  }

  public boolean isValid() {
    return invalid.isEmpty();
  }

  /** Whether it proves something, and all of its bars are met. */
  public boolean isMet() {
    return isValid() && !bars.isEmpty() && bars.stream().allMatch(Bar::met);
  }
}
