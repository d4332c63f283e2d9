package dev.weir.chaos.sim.zoo;

import static dev.weir.chaos.mutation.Change.callGives;
import static dev.weir.chaos.mutation.Change.fieldGives;
import static dev.weir.chaos.mutation.Change.returns;

import dev.weir.chaos.mutation.Value;
import java.util.List;

/** Bugs of what has a maximum. */
final class LimitBugs {

  private static final String COALESCE = "dev.weir.node.coalesce.";
  private static final String AIRSPACE = COALESCE + "Airspace";
  private static final String CHANNEL = COALESCE + "ChannelFlights";
  private static final String NODE = "dev.weir.node.";

  private LimitBugs() {}

  static List<Bug> all() {
    return List.of(
        Bug.of(
                "waiters-leak",
                "Whoever was told still counts as waiting, until nobody may wait any more.",
                "I11",
                "I12")
            .in(AIRSPACE, "counted", callGives("AtomicInteger.addAndGet", Value.of(0))),
        Bug.of("flight-without-limit", "A flight takes as many waiters as come.", "I11")
            .in(CHANNEL, "refusal", callGives("Flight.size", Value.of(0))),
        Bug.of("node-waits-without-limit", "A node lets as many wait as come.", "I11")
            .in(
                AIRSPACE,
                "board",
                callGives("FlightSettings.waiters", Value.of(Integer.MAX_VALUE)),
                2),
        Bug.of("work-without-limit", "The database is given as much as comes.", "I11", "I12")
            .in(NODE + "admission.DatabaseWork", "refusal", returns(Value.empty())),
        Bug.of("in-flight-without-limit", "A node begins as much work as comes.", "I11")
            .in(
                NODE + "admission.InFlight",
                "pass",
                fieldGives("InFlight.most", Value.of(Integer.MAX_VALUE)),
                2),
        Bug.of("budget-ignored", "Everything is tried again, however much fails (trap 21).", "I17")
            .in(NODE + "budget.RetryBudget", "spend", returns(Value.of(true))));
  }
}
