package dev.weir.chaos.sim.zoo;

import static dev.weir.chaos.mutation.Change.bodyIs;
import static dev.weir.chaos.mutation.Change.callGives;
import static dev.weir.chaos.mutation.Change.callGoesTo;
import static dev.weir.chaos.mutation.Change.fieldGives;
import static dev.weir.chaos.mutation.Change.returns;

import dev.weir.chaos.mutation.Value;
import dev.weir.messages.ErrorCode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Bugs of the database, as it is simulated, and of what is written to it: they show that the
 * checkers see what a store could do wrong.
 */
final class DatabaseBugs {

  private static final String DATABASE = "dev.weir.chaos.sim.database.";
  private static final String STORE = "dev.weir.node.store.";

  private DatabaseBugs() {}

  static List<Bug> all() {
    return Stream.of(quorums(), rows()).flatMap(List::stream).toList();
  }

  private static List<Bug> quorums() {
    return List.of(
        Bug.of(
                "acknowledged-before-quorum",
                "A write is acknowledged as soon as one replica has it.",
                "I1",
                "I3",
                "I4",
                "I5",
                "I20")
            .in(DATABASE + "WriteRound", "isKept", returns(Value.of(true))),
        Bug.of(
                "strong-asks-one-region",
                "A STRONG read asks a quorum of its own region alone.",
                "I3",
                "I20")
            .in(
                DATABASE + "SimStore",
                "level",
                callGives("SimStore.spansRegions", Value.of(false))),
        Bug.of(
                "every-region-is-one",
                "A write that a quorum of each region must keep is acknowledged by one region's.",
                "I1",
                "I3",
                "I20")
            .in(
                DATABASE + "WriteRound",
                "isAsked",
                fieldGives("WriteRound.everyRegion", Value.of(false))),
        Bug.of(
                "answer-before-repair",
                "A read answers before those that lacked something were told.",
                "I3",
                "I5")
            .in(DATABASE + "ReadRound", "repair", callGives("Merged.lacking", Value.noneOfMany())));
  }

  private static List<Bug> rows() {
    return List.of(
        Bug.of(
                "early-deletion-forgotten",
                "A deletion that comes before what it deletes has no effect (trap 11).",
                "I2",
                "I5")
            .in(STORE + "Cells", "merge", callGoesTo("Math.max", Saboteur.class, "second")),
        Bug.of(
                "edit-writes-author",
                "An edit writes the author as well, and so brings back what was deleted (trap 11).",
                "I2",
                "I5",
                "I7")
            .in(STORE + "Cells", "edited", bodyIs(Saboteur.class, "editedWithAuthor")),
        Bug.of(
                "timeout-told-as-failed",
                "A write that timed out is told to have failed, though it may be kept (trap 15).",
                "I14")
            .in(
                DATABASE + "Statements",
                "ofWrite",
                fieldGives(
                    "ErrorCode.OUTCOME_UNKNOWN", Value.constant(ErrorCode.class, "UNAVAILABLE"))),
        Bug.of(
                "future-accepted",
                "A write dated far in the future is taken, and hides those that come after (trap"
                    + " 13).",
                "I1",
                "I3",
                "I4",
                "I5")
            .in(STORE + "Doomstones", "refuse(long, String)", returns(Value.none())));
  }
}
