package dev.weir.chaos.sim.zoo;

import static dev.weir.chaos.mutation.Change.bodyIs;
import static dev.weir.chaos.mutation.Change.callGives;
import static dev.weir.chaos.mutation.Change.callGoesTo;
import static dev.weir.chaos.mutation.Change.fieldGives;

import dev.weir.chaos.mutation.Value;
import dev.weir.messages.Tokens;
import java.util.List;
import java.util.stream.Stream;

/** Bugs of what readers are promised: to see what they have written and seen, or to be told. */
final class FenceBugs {

  private static final String COALESCE = "dev.weir.node.coalesce.";
  private static final String CHANNEL = COALESCE + "ChannelFlights";
  private static final String COALESCER = COALESCE + "Coalescer";
  private static final String OTHER_REGIONS = COALESCE + "OtherRegions";
  private static final String NODE = "dev.weir.node.";

  private FenceBugs() {}

  static List<Bug> all() {
    return Stream.of(fence(), regions()).flatMap(List::stream).toList();
  }

  private static List<Bug> fence() {
    return List.of(
        Bug.of(
                "fence-off",
                "A read joins a flight that began before the write that its reader was told of"
                    + " (trap 1).",
                "I4",
                "I5",
                "I9")
            .in(CHANNEL, "refusal", callGives("Flight.isSealed", Value.of(false)))
            .in(CHANNEL, "refusal", callGives("Tokens.covers", Value.of(true))),
        Bug.of(
                "claims-ignored",
                "A flight takes readers who have seen more than it claims: what another node wrote"
                    + " is missing.",
                "I4",
                "I5",
                "I9")
            .in(CHANNEL, "refusal", callGives("Tokens.covers", Value.of(true))),
        Bug.of(
                "flight-sent-without-claims",
                "A flight that is sent on does not say what it claims, so the owner lets it join"
                    + " what is older.",
                "I4",
                "I5",
                "I9")
            .in(
                COALESCER,
                "depart",
                fieldGives("Flight.claims", Value.constant(Tokens.class, "NONE"))),
        Bug.of(
                "elder-answers-younger",
                "An older flight's answer is given to those who wait for a younger one.",
                "I4",
                "I5",
                "I9")
            .in(CHANNEL, "succeed", callGoesTo("Flight.elder", Saboteur.class, "younger"), 2)
            .in(CHANNEL, "succeed", callGives("Flight.replaces", Value.of(true))),
        Bug.of(
                "token-drawn-at-start",
                "A read's token is drawn when it begins, though what it sees may be newer.",
                "I5")
            .in(COALESCE + "Origin", "pass", bodyIs(Saboteur.class, "tokenAtStart")),
        Bug.of("strong-joins", "A STRONG read joins a flight that is under way.", "I3", "I4", "I20")
            .in(COALESCER, "pass", callGives("Call.level", Value.none())));
  }

  private static List<Bug> regions() {
    return List.of(
        Bug.of(
                "other-region-ignored",
                "Whoever has seen another region is read here alone, and not told (trap 20).",
                "I4",
                "I5",
                "I20")
            .in(OTHER_REGIONS, "pass", callGives("Tokens.outside", Value.noneOfMany())),
        Bug.of(
                "degraded-not-said",
                "Whoever has seen a region that is away gets what is here, and is not told.",
                "I4",
                "I5",
                "I20")
            .in(OTHER_REGIONS, "degraded", callGives("Optional.of", Value.empty())),
        Bug.of(
                "degraded-lost-on-landing",
                "A flight's answer forgets that it may lack something.",
                "I4",
                "I5",
                "I20")
            .in(COALESCE + "Landing", "<init>", callGives("Receipt.degraded", Value.empty())),
        Bug.of(
                "one-region-is-enough",
                "A write that every region must keep is acknowledged by one.",
                "I1",
                "I3",
                "I20")
            .in(
                NODE + "durability.EveryRegion",
                "pass",
                callGoesTo("Call.kept", Saboteur.class, "keptInOne")));
  }
}
