package dev.weir.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Call;
import dev.weir.messages.Degraded;
import dev.weir.messages.Explanation;
import dev.weir.messages.Explanation.Role;
import dev.weir.messages.Explanation.Step;
import dev.weir.messages.MessageId;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Receipt;
import dev.weir.topology.Epoch;
import dev.weir.topology.NodeId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What the verbs that read say of their answers, beside what these hold. */
class ExplainTest {

  private static final NodeId OWNER = new NodeId("eu-1");
  private static final Step FOLLOWED =
      new Step(
          new NodeId("eu-2"),
          Optional.of(OWNER),
          Optional.of(new Epoch(9, OWNER)),
          Role.FOLLOWED,
          250,
          1_000,
          "");
  private static final Step ALONE = step(Role.ALONE, 1, "LOCAL_QUORUM");
  private static final Degraded DEGRADED =
      new Degraded(Degraded.Reason.OTHER_REGION, 1, 1_591_012_799_000_000L);
  private static final String SAID =
      "weir: degraded: the answer may miss writes of region 1 acknowledged before"
          + " 2020-06-01T11:59:59Z\n";

  private final CommandFixture fixture = new CommandFixture();
  private final MessageId id = fixture.store(42, "2014-01-01T00:00:00Z", "text");

  @Test
  void explain_saysWhatEachNodeDid() {
    explained(FOLLOWED, ALONE);

    assertThat(fixture.run("get", "42", id.toString(), "--explain")).isZero();

    assertThat(fixture.out()).endsWith("text\n").hasLineCount(1);
    assertThat(fixture.err())
        .isEqualTo(
            """
            eu-2 (owner eu-1, epoch 9@eu-1): joined a flight of the same, 250 µs old, with 1,000 waiters
            eu-1: asked the database, LOCAL_QUORUM
            """);
    assertThat(fixture.run("history", "42", "--explain")).isZero();
    assertThat(fixture.err()).hasLineCount(2).startsWith("eu-2 (owner");
    assertThat(fixture.node.calls()).filteredOn(Call::explained).hasSize(2);
  }

  @Test
  void everyRole_hasItsWords() {
    explained(step(Role.LED, 3_000, "LOCAL_ONE"), step(Role.SHARED, 2, "QUORUM"));
    fixture.run("history", "42", "--explain");
    assertThat(fixture.err())
        .isEqualTo(
            """
            eu-1: asked the database, LOCAL_ONE, for 3,000 waiters
            eu-1: joined a flight of more, 0 µs old, with 2 waiters: QUORUM
            """);
    explained(step(Role.LED, 1, ""), step(Role.LED, 1, "QUORUM"));
    fixture.run("history", "42", "--explain");
    assertThat(fixture.err())
        .isEqualTo("eu-1: asked another node\neu-1: asked the database, QUORUM\n");
  }

  @Test
  void explanation_ofPrograms_isInTheDocument() {
    explained(FOLLOWED, ALONE);
    for (String verb : List.of("get 42 " + id, "history 42")) {
      fixture.run((verb + " --explain -o json").split(" "));
      JsonNode steps = fixture.json().get("explain");
      assertThat(steps).hasSize(2);
      assertThat(steps.get(0))
          .hasToString(
              "{\"node\":\"eu-2\",\"owner\":\"eu-1\",\"epoch\":\"9@eu-1\",\"role\":\"followed\","
                  + "\"age_micros\":250,\"waiters\":1000}");
      assertThat(steps.at("/1/consistency").asString()).isEqualTo("LOCAL_QUORUM");
      assertThat(fixture.err()).isEmpty();
    }
  }

  @Test
  void nobodyAskedForIt_nothingIsExplained() {
    fixture.run("history", "42");
    assertThat(fixture.err()).isEmpty();
    assertThat(fixture.node.calls()).noneMatch(Call::explained);
    fixture.run("history", "42", "-o", "json");
    assertThat(fixture.json().has("explain")).isFalse();
    fixture.run("history", "42", "--explain");
    assertThat(fixture.err()).isEqualTo("no explanation: the node gave none\n");
  }

  @Test
  void explain_isNotForAll() {
    assertThat(fixture.run("history", "42", "--all", "--explain")).isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.err()).contains("give it without --all");
  }

  @Test
  void degradedAnswer_isAlwaysSaid() {
    fixture.node.giveReceipts(
        new Receipt(Optional.empty(), Optional.of(DEGRADED), Optional.empty()));
    for (String verb : List.of("get 42 " + id, "history 42", "history 42 --all")) {
      assertThat(fixture.run(verb.split(" "))).isZero();
      assertThat(fixture.err()).isEqualTo(SAID);

      fixture.run((verb + " -o json").split(" "));
      assertThat(fixture.json().get("degraded"))
          .hasToString(
              "[{\"reason\":\"other_region\",\"region\":1,\"before\":\"2020-06-01T11:59:59.000Z\"}]");
    }
    fixture.run("get", "42", "1");
    assertThat(fixture.err()).as("of what was not found, too").endsWith(SAID);
  }

  @ParameterizedTest
  @EnumSource
  void level_isAsked(ReadLevel level) {
    String word = level.name().toLowerCase(Locale.ROOT);
    for (String verb : List.of("get 42 " + id, "history 42", "history 42 --all")) {
      assertThat(fixture.run((verb + " --level " + word).split(" "))).isZero();
      assertThat(fixture.node.calls().getLast().level()).isEqualTo(level);
    }
  }

  private void explained(Step... steps) {
    fixture.node.giveReceipts(Receipt.NONE.with(new Explanation(List.of(steps))));
  }

  private static Step step(Role role, int waiters, String consistency) {
    return new Step(OWNER, Optional.empty(), Optional.empty(), role, 0, waiters, consistency);
  }
}
