package dev.weir.chaos.sim.zoo;

import static dev.weir.chaos.mutation.Change.callGives;
import static dev.weir.chaos.mutation.Change.callGoesTo;
import static dev.weir.chaos.mutation.Change.returns;

import dev.weir.chaos.mutation.Value;
import java.util.List;
import java.util.stream.Stream;

/** Bugs of the way from node to node and from region to region. */
final class FailoverBugs {

  private static final String NODE = "dev.weir.node.";
  private static final String FAILOVER = NODE + "failover.";

  private FailoverBugs() {}

  static List<Bug> all() {
    return Stream.of(ways(), breakers()).flatMap(List::stream).toList();
  }

  private static List<Bug> ways() {
    return List.of(
        Bug.of(
                "forwarded-again",
                "A request that was sent on is sent on again, between nodes whose tables differ"
                    + " (trap 10).",
                "I12",
                "I13",
                "I17")
            .in(NODE + "route.Route", "pass", callGives("Call.forwarded", Value.of(false))),
        Bug.of(
                "region-asks-back",
                "A request that one region sent another is sent back.",
                "I12",
                "I13",
                "I17")
            .in(
                FAILOVER + "Journey",
                "attempt",
                callGoesTo("Call.stay", Saboteur.class, "asItWas"),
                2),
        Bug.of(
                "retried-under-another-id",
                "A write that is sent to another region gets a new id there.",
                "I7",
                "I8")
            .in(FAILOVER + "Journey", "send", callGoesTo("Room.pass", Saboteur.class, "renamed")),
        Bug.of(
                "unknown-told-as-failed",
                "A write that may have been kept is told to have failed (trap 15).",
                "I14")
            .in(FAILOVER + "Failures", "told", callGives("Stream.anyMatch", Value.of(false))));
  }

  private static List<Bug> breakers() {
    return List.of(
        Bug.of(
                "breaker-never-opens",
                "A region whose database is dead is never left (trap 23).",
                "I12",
                "I19")
            .in(FAILOVER + "RegionBreaker", "open", returns(Value.none())),
        Bug.of("breaker-never-closes", "A region that was left once is never taken back.", "I12")
            .in(FAILOVER + "Comeback", "mayReturn", returns(Value.of(false))),
        Bug.of(
                "all-home-at-once",
                "A region that is back gets everything at once (trap 24).",
                "I12")
            .in(FAILOVER + "Comeback", "share", returns(Value.of(100))));
  }
}
