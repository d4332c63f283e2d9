package dev.weir.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.node.admin.Check;
import dev.weir.node.admin.EpochView;
import dev.weir.node.admin.MemberView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatusVerbTest {

  private final FakeRegion region = new FakeRegion("eu-1", "eu-2", "eu-3");
  private final CommandFixture fixture = new CommandFixture();

  @AfterEach
  void stop() {
    region.close();
  }

  private int status(String... more) {
    fixture.environment.put("WEIR_ADMIN", region.admin("eu-1"));
    String[] arguments = new String[more.length + 1];
    arguments[0] = "status";
    System.arraycopy(more, 0, arguments, 1, more.length);
    return fixture.run(arguments);
  }

  @Test
  void healthyRegion_isShown() {
    assertThat(status()).isZero();
    assertThat(fixture.out())
        .isEqualTo(
            """
            region eu: epoch 7@eu-1, 4096 ranges, 3 of 3 members healthy
            NODE  ADDRESS    STATE  HEALTH  OWNED  STANDBY  WEIGHT  ROLE
            eu-1  eu-1:7400  up     ready   100    50       1       coordinator
            eu-2  eu-2:7400  up     ready   100    50       1
            eu-3  eu-3:7400  up     ready   100    50       1
            """);
    assertThat(fixture.err()).isEmpty();
  }

  @Test
  void degradedMember_standsOut_whoeverIsAskedFirst() {
    region.node("eu-3").degraded = true;

    assertThat(status()).isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.out())
        .contains("2 of 3 members healthy")
        .contains("eu-3  eu-3:7400  up     DEGRADED")
        .contains("\nDEGRADED: eu-3 is cut off from most of its region");
    fixture.terminals = Set.of(1);
    status();
    assertThat(fixture.out()).contains("\u001b[31mDEGRADED: eu-3 ");
  }

  @Test
  void memberThatIsNotReady_saysWhy() {
    region.node("eu-2").checks =
        List.of(new Check("database", false, "0 nodes"), new Check("server", true, "fine"));
    assertThat(status()).isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.out()).contains("eu-2  eu-2:7400  up     not ready: database");
  }

  @Test
  void unreachableMember_isShown_andTheOthersToo() {
    region.stop("eu-2");

    assertThat(status()).isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.out())
        .contains("2 of 3 members healthy")
        .contains("eu-2  eu-2:7400  up     unreachable")
        .contains("eu-3  eu-3:7400  up     ready")
        .contains("eu-2 is unreachable: nobody answers operators at " + region.admin("eu-2"));
  }

  @Test
  void memberThatHangs_holdsNothingUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      region.change("eu-2", at -> FakeRegion.at(at, "127.0.0.1:" + silent.getLocalPort()));
      assertThat(status("--timeout", "300ms")).isEqualTo(ExitStatus.FAILED);
      assertThat(fixture.out()).contains("did not answer operators within 300 ms");
    }
  }

  @Test
  void anotherNodeAtAMembersAddress_isNotTakenForIt() {
    region.change("eu-2", member -> FakeRegion.at(member, region.admin("eu-3")));

    assertThat(status()).isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.out()).contains("where eu-3 answers: set its admin.listen");
  }

  @Test
  void memberThatIsGone_isNoFailure() {
    region.stop("eu-3");
    region.change("eu-3", FakeRegion::gone);
    assertThat(status()).isZero();
    assertThat(fixture.out())
        .contains("2 of 2 members healthy")
        .contains("eu-3  eu-3:7400  gone   -");
  }

  @Test
  void phases_areStates() {
    region.change("eu-1", member -> FakeRegion.phase(member, MemberView.DRAINING, 5));
    region.change("eu-2", member -> FakeRegion.phase(member, "restarting", 5));
    region.change("eu-3", member -> FakeRegion.phase(member, "of a later version", 5));
    status("-o", "json");
    assertThat(
            fixture.json().get("members").valueStream().map(each -> each.get("state").asString()))
        .containsExactly("DRAINING", "RESTARTING", "?");
  }

  @Test
  void differentEpochs_areTold() {
    region.node("eu-3").epoch = Optional.of(new EpochView(6, "eu-3"));
    assertThat(status()).isZero();
    assertThat(fixture.out())
        .contains("members disagree on the epoch (eu-3: 6@eu-3; eu-1 and eu-2: 7@eu-1)");
  }

  @Test
  void differentMembers_areTold() {
    region.node("eu-2").members = region.members().subList(0, 2);
    assertThat(status()).isZero();
    assertThat(fixture.out())
        .contains(
            "members disagree on who is there"
                + " (eu-2: eu-1 eu-2; eu-1 and eu-3: eu-1 eu-2 eu-3)");
  }

  @Test
  void programs_getAnObject() {
    region.node("eu-2").degraded = true;
    assertThat(status("-o", "json")).isEqualTo(ExitStatus.FAILED);
    JsonNode json = fixture.json();
    assertThat(json.get("region").asString()).isEqualTo("eu");
    assertThat(json.get("healthy").asBoolean()).isFalse();
    assertThat(json.at("/epoch/number").asLong()).isEqualTo(7);
    assertThat(json.get("ranges").asInt()).isEqualTo(4096);
    assertThat(json.at("/members/1/health").asString()).isEqualTo("DEGRADED");
    assertThat(json.at("/members/1/degraded").asBoolean()).isTrue();
    assertThat(json.at("/members/0/coordinator").asBoolean()).isTrue();
    assertThat(json.at("/members/0/checks/0/ok").asBoolean()).isTrue();
    assertThat(json.get("warnings")).hasSize(1);
  }

  @Test
  void nextContact_isAsked_ifOneIsSilent() {
    region.stop("eu-1");
    String contacts = region.admin("eu-1") + "," + region.admin("eu-2");
    assertThat(fixture.run("status", "--admin", contacts)).isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.out()).contains("eu-1  eu-1:7400  up     unreachable");
  }

  @Test
  void nobodyThere_isNotConnected() {
    region.close();
    assertThat(status("-o", "json")).isEqualTo(ExitStatus.UNAVAILABLE);
    assertThat(fixture.json().at("/error/code").asString()).isEqualTo("NOT_CONNECTED");
  }

  @Test
  void watch_showsAgain_untilInterrupted() throws Exception {
    fixture.environment.put("WEIR_ADMIN", region.admin("eu-1"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CompletableFuture<Integer> run =
        CompletableFuture.supplyAsync(() ->
            fixture.run(
                Weir.allVerbs(),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                "status",
                "--watch",
                "-o",
                "json"));
    await().until(() -> out.toString(StandardCharsets.UTF_8).lines().count() >= 2);
    region.node("eu-2").degraded = true;
    await().until(() -> out.toString(StandardCharsets.UTF_8).contains("DEGRADED"));
    fixture.interrupts.stop(Duration.ZERO);
    assertThat(run.get(10, TimeUnit.SECONDS)).isEqualTo(ExitStatus.FAILED);
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).allMatch(line -> line.startsWith("{"));
  }
}
