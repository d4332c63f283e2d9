package dev.weir.chaos.sim.zoo;

import static dev.weir.chaos.mutation.Change.callGives;
import static dev.weir.chaos.mutation.Change.callGoesTo;
import static dev.weir.chaos.mutation.Change.neverJumps;

import dev.weir.chaos.mutation.Value;
import java.util.List;
import java.util.stream.Stream;

/** Bugs of those who share queries. */
final class FlightBugs {

  private static final String COALESCE = "dev.weir.node.coalesce.";
  private static final String CHANNEL = COALESCE + "ChannelFlights";
  private static final String COALESCER = COALESCE + "Coalescer";

  private FlightBugs() {}

  static List<Bug> all() {
    return Stream.of(ends(), pages()).flatMap(List::stream).toList();
  }

  private static List<Bug> ends() {
    return List.of(
        Bug.of(
                "leader-takes-all-along",
                "When one waiter leaves a flight, all others are forgotten with it (trap 2).",
                "I11",
                "I12",
                "I13")
            .in(CHANNEL, "takeOver", callGoesTo("Flight.takeOver", Saboteur.class, "leave"))
            .in(CHANNEL, "takeOver", callGoesTo("Flight.isOfNoUse", Saboteur.class, "hasLost")),
        Bug.of(
                "removed-by-key-alone",
                "An ended flight takes its successor out of the map (trap 3).",
                "I11",
                "I12",
                "I13",
                "I17")
            .in(CHANNEL, "end", neverJumps(1)),
        Bug.of(
                "error-as-empty-page",
                "Followers of a flight that failed get an empty answer (trap 4).",
                "I1",
                "I4",
                "I5",
                "I6")
            .in(COALESCER, "failed", callGoesTo("Airspace.fail", Saboteur.class, "failing"))
            .in(
                COALESCER,
                "failed",
                callGoesTo("Waiter.completeExceptionally", Saboteur.class, "foundNothing")),
        Bug.of(
                "forwarded-waits-elsewhere",
                "A read that was sent on joins a flight that was sent on: two nodes wait for each"
                    + " other (trap 10).",
                "I12",
                "I13")
            .in(CHANNEL, "refusal", callGives("Moment.here", Value.of(false))),
        Bug.of(
                "waiter-outlives-deadline",
                "A node does not look at the deadlines of those who wait.",
                "I12",
                "I13")
            .in(COALESCE + "Waiter", "isOver", neverJumps(1))
            .in(COALESCE + "Waiter", "isOver", callGives("Caller.isGone", Value.of(false))));
  }

  private static List<Bug> pages() {
    return List.of(
        Bug.of(
                "smaller-page-joined",
                "The latest 50 ride on the latest 25, and get 25 (trap 8).",
                "I6")
            .in(COALESCE + "Overlap", "mayHold", neverJumps(6)),
        Bug.of(
                "later-follower-joined",
                "Whoever follows a channel from far back rides with one who begins later, and"
                    + " misses what lies between.",
                "I4",
                "I5",
                "I6")
            .in(COALESCE + "Overlap", "mayHold", callGives("Overlap.isBelow", Value.of(false))),
        Bug.of(
                "part-that-is-not-there",
                "A follower takes his part of a page that ended before it came to him.",
                "I4",
                "I5",
                "I6")
            .in(COALESCE + "Followers", "after", callGives("Followers.isWhole", Value.of(true)))
            .in(COALESCE + "Followers", "since", callGives("Followers.isWhole", Value.of(true))),
        Bug.of(
                "followers-forgotten",
                "Followers who did not find their part on a page are never told anything.",
                "I12",
                "I13")
            .in(COALESCER, "landed", callGives("Coalescer.again", Value.none())));
  }
}
