package dev.weir.chaos.sim.zoo;

import static dev.weir.chaos.mutation.Change.bodyIs;
import static dev.weir.chaos.mutation.Change.callGives;
import static dev.weir.chaos.mutation.Change.callGoesTo;
import static dev.weir.chaos.mutation.Change.returns;

import dev.weir.chaos.mutation.Value;
import java.util.List;
import java.util.stream.Stream;

/** Bugs of clients, and of the clocks and names that clients and nodes share. */
final class ClientBugs {

  private static final String CLIENT = "dev.weir.client.";
  private static final String MESSAGES = "dev.weir.messages.";
  private static final String NODE = "dev.weir.node.";

  private ClientBugs() {}

  static List<Bug> all() {
    return Stream.of(sessions(), outcomes(), names()).flatMap(List::stream).toList();
  }

  private static List<Bug> sessions() {
    return List.of(
        Bug.of(
                "token-not-sent",
                "A session does not say what it has seen.",
                "I4",
                "I5",
                "I9",
                "I20")
            .in(
                CLIENT + "Session",
                "asked",
                callGoesTo("Call.after", Saboteur.class, "withoutTokens")),
        Bug.of(
                "tokens-forgotten",
                "A session does not remember the tokens of its answers.",
                "I4",
                "I5",
                "I9",
                "I20")
            .in(CLIENT + "SeenTokens", "answered", returns(Value.none())),
        Bug.of(
                "overtaken-answer-forgets",
                "An answer's token takes the place of all others, also of those that its request"
                    + " did not know.",
                "I4",
                "I5",
                "I9")
            .in(CLIENT + "Sightings", "without", callGives("Tokens.covers", Value.of(true))));
  }

  private static List<Bug> outcomes() {
    return List.of(
        Bug.of(
                "answers-mixed-up",
                "A client takes each answer for that of the oldest request.",
                "I6",
                "I7")
            .in(
                CLIENT + "Connection",
                "answer",
                callGoesTo("Window.sent", Saboteur.class, "oldest")),
        Bug.of("deadline-ignored", "A client goes on waiting after the deadline.", "I13")
            .in(CLIENT + "Dispatcher", "expire", returns(Value.none())),
        Bug.of(
                "failure-never-told",
                "A request that failed is dropped, and nobody hears of it.",
                "I13")
            .in(CLIENT + "Errand", "fail", returns(Value.none())),
        Bug.of("answered-twice", "A request is answered twice.", "I13")
            .in(
                NODE + "server.Connection",
                "finished",
                callGoesTo("Speaker.say", Saboteur.class, "sayTwice")));
  }

  private static List<Bug> names() {
    return List.of(
        Bug.of(
                "clock-runs-behind",
                "The hybrid clock runs behind what it has seen: what is written after something was"
                    + " read is dated before it.",
                "I1",
                "I3",
                "I4",
                "I5")
            .in(MESSAGES + "HybridClock", "observe(long)", returns(Value.none())),
        Bug.of(
                "wall-clock",
                "Writes are dated by the machine's clock alone.",
                "I1",
                "I3",
                "I4",
                "I5")
            .in(MESSAGES + "HybridClock", "nextMicros", bodyIs(Saboteur.class, "wallMicros")),
        Bug.of(
                "number-shared",
                "A worker's number is taken though its lease is not over: two processes name"
                    + " alike.",
                "I1",
                "I7",
                "I8")
            .in(NODE + "store.KnownLeases", "tryFor", callGives("LeaseRow.isOver", Value.of(true)))
            .in(
                NODE + "store.KnownLeases",
                "tryFor",
                callGives("RandomGenerator.nextInt", Value.of(0))));
  }
}
