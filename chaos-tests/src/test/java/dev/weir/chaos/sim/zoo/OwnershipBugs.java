package dev.weir.chaos.sim.zoo;

import static dev.weir.chaos.mutation.Change.callGives;
import static dev.weir.chaos.mutation.Change.callGoesTo;
import static dev.weir.chaos.mutation.Change.returns;

import dev.weir.chaos.mutation.Value;
import java.util.List;

/** Bugs of those who decide who owns what. */
final class OwnershipBugs {

  private static final String PACKAGE = "dev.weir.node.ownership.";
  private static final String MACHINE = PACKAGE + "OwnershipMachine";

  private OwnershipBugs() {}

  static List<Bug> all() {
    return List.of(
        Bug.of("stale-table-kept", "A node keeps its first range table for ever.", "I10", "I18")
            .in(MACHINE, "isNews", callGives("Epoch.isNewerThan", Value.of(false))),
        Bug.of(
                "epoch-goes-back",
                "A node takes up whatever table it is shown, also an older one.",
                "I10",
                "I18")
            .in(MACHINE, "isNews", returns(Value.of(true))),
        Bug.of(
                "epoch-not-beyond",
                "A coordinator numbers its tables by its own time, not beyond all that it has"
                    + " seen.",
                "I10",
                "I18")
            .in(MACHINE, "nextEpoch", callGoesTo("Math.max", Saboteur.class, "first")),
        Bug.of(
                "minority-plans",
                "A minority plans at once, against the majority.",
                "I10",
                "I18",
                "I19")
            .in(PACKAGE + "Roster", "mayPlan", returns(Value.of(true))),
        Bug.of("merge-not-noticed", "After a merge nobody makes one table of two.", "I10", "I18")
            .in(MACHINE, "view", callGives("ViewSeen.merged", Value.of(false))));
  }
}
