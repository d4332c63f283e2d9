package dev.weir.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.node.admin.MemberView;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrainVerbTest {

  private final FakeRegion region = new FakeRegion("eu-1", "eu-2");
  private final CommandFixture fixture = new CommandFixture();

  @BeforeEach
  void start() {
    fixture.environment.put("WEIR_ADMIN", region.admin("eu-1"));
  }

  @AfterEach
  void stop() {
    region.close();
  }

  private void become(String node, String phase, int owned) {
    region.change(node, member -> FakeRegion.phase(member, phase, owned));
  }

  @Test
  void drain_waitsUntilTheNodeOwnsNothing() {
    CompletableFuture<Void> emptied = new CompletableFuture<>();
    region.node("eu-2").onDrain =
        () -> {
          become("eu-2", MemberView.DRAINING, 100);
          var _ =
              CompletableFuture.runAsync(
                  () -> {
                    become("eu-2", MemberView.DRAINING, 0);
                    emptied.complete(null);
                  },
                  CompletableFuture.delayedExecutor(1_500, TimeUnit.MILLISECONDS));
        };

    assertThat(fixture.run("drain", "eu-2")).isZero();

    assertThat(emptied).isDone();
    assertThat(region.node("eu-2").asked).containsExactly("drain");
    assertThat(region.node("eu-1").asked).isEmpty();
    assertThat(fixture.out()).isEqualTo("eu-2 owns no ranges: it may be stopped\n");
    assertThat(fixture.err()).contains("eu-2: it owns 100 ranges");
  }

  @Test
  void drainThatTakesTooLong_isLate_andGoesOn() {
    region.node("eu-2").onDrain = () -> become("eu-2", MemberView.DRAINING, 12);
    assertThat(fixture.run("drain", "eu-2", "--wait", "100ms", "-o", "json"))
        .isEqualTo(ExitStatus.UNAVAILABLE);
    assertThat(fixture.json().at("/error/code").asString()).isEqualTo("DEADLINE_EXCEEDED");
    assertThat(fixture.json().at("/error/message").asString()).contains("it owns 12 ranges");
  }

  @Test
  void drainWithoutWaiting_tellsHowItStands() {
    region.node("eu-2").onDrain = () -> become("eu-2", MemberView.DRAINING, 12);
    assertThat(fixture.run("drain", "eu-2", "--wait", "0s", "-o", "json")).isZero();
    assertThat(fixture.json().get("state").asString()).isEqualTo("DRAINING");
    assertThat(fixture.json().get("done").asBoolean()).isFalse();
    assertThat(fixture.json().get("owned").asInt()).isEqualTo(12);
  }

  @Test
  void undo_waitsUntilTheNodeServes() {
    become("eu-2", MemberView.DRAINING, 0);
    region.node("eu-2").onDrain = () -> become("eu-2", MemberView.SERVING, 0);
    assertThat(fixture.run("drain", "eu-2", "--undo", "-o", "json")).isZero();
    assertThat(region.node("eu-2").asked).containsExactly("undo");
    assertThat(fixture.json().get("state").asString()).isEqualTo("up");
    assertThat(fixture.json().get("done").asBoolean()).isTrue();
  }

  @Test
  void unknownNode_isAMistake_thatNamesTheOthers() {
    assertThat(fixture.run("drain", "eu-9")).isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.err()).contains("no node 'eu-9' in this region; it has: eu-1, eu-2");
  }

  @Test
  void unreachableNode_isSaid() {
    region.stop("eu-2");
    assertThat(fixture.run("drain", "eu-2", "-o", "json")).isEqualTo(ExitStatus.UNAVAILABLE);
    assertThat(fixture.json().at("/error/code").asString()).isEqualTo("NOT_CONNECTED");
    assertThat(fixture.json().at("/error/message").asString()).contains(region.admin("eu-2"));
  }

  @Test
  void anotherNodeAtTheAddress_isNotDrainedInstead() {
    region.change("eu-2", member -> FakeRegion.at(member, region.admin("eu-1")));
    assertThat(fixture.run("drain", "eu-2")).isEqualTo(ExitStatus.UNAVAILABLE);
    assertThat(region.node("eu-1").asked).isEmpty();
  }

  @Test
  void lastThatServes_isNotDrained() {
    become("eu-1", MemberView.DRAINING, 0);
    assertThat(fixture.run("drain", "eu-2")).isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.err()).contains("nobody would take the ranges of eu-2");
    become("eu-1", MemberView.SERVING, 0);
    region.change("eu-1", FakeRegion::gone);
    assertThat(fixture.run("drain", "eu-2")).isEqualTo(ExitStatus.USAGE);
    assertThat(region.node("eu-2").asked).isEmpty();
  }

  @Test
  void nodeThatIsGone_isSaid() {
    region.change("eu-2", FakeRegion::gone);
    assertThat(fixture.run("drain", "eu-2")).isEqualTo(ExitStatus.UNAVAILABLE);
    assertThat(fixture.err()).contains("eu-2 is gone");
  }
}
