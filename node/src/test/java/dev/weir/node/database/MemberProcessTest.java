package dev.weir.node.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.node.database.DatabaseException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parent's side of the protocol, with shell scripts in the child's place. */
final class MemberProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int STILL_WAITING_FOR_THE_END = 124;
  private static final Member MEMBER = new Member("eu-1", "127.0.0.1", "eu", "r1");

  @TempDir private Path root;
  private MemberDirectory directory;
  private MemberProcess process;

  @BeforeEach
  void directories() throws IOException {
    directory = new MemberDirectory(root);
    Files.createDirectories(directory.logs());
  }

  @AfterEach
  void end() {
    process.kill();
  }

  @Test
  void reports_completeTheirWaiters() {
    run("echo some noise; echo started A@7; read order; echo \"seen ${order#await }\"; read end");

    Waiting.untilDone(process.started(), PATIENCE, "it starts");
    Waiting.untilDone(process.sees("A@7 B@4"), PATIENCE, "it sees");

    assertThat(process.started()).isCompletedWithValue("A@7");
  }

  @Test
  void childDies_waitersGetStatusAndLastWords() {
    run("echo \"line 1\" > logs/system.log; echo 'no such flag' >&2; exit 3");

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Waiting.untilDone(process.started(), PATIENCE, "it starts"))
        .matches(e -> e.reason() == Reason.DIED_AT_START)
        .withMessageContaining("status 3")
        .withMessageContaining(directory.log().toString())
        .withMessageContaining("line 1")
        .withMessageContaining("no such flag");
  }

  @Test
  void childDeadAlready_newWaiterFailsAtOnce() {
    run("exit 0");
    process.awaitExit(PATIENCE);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Waiting.untilDone(process.sees("A@7"), PATIENCE, "it sees"))
        .matches(e -> e.reason() == Reason.DIED_AT_START);
  }

  @Test
  void childWaitsTooLong_limitEndsIt() {
    run("read end");

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Waiting.untilDone(process.started(), Duration.ofMillis(50), "it starts"))
        .matches(e -> e.reason() == Reason.START_TOO_SLOW)
        .withMessageContaining("until it starts");
  }

  @Test
  void orderlyStop_leavesThePipeOpen() {
    // After the stop signal the child watches the pipe: when it ends, it takes itself for an
    // orphan.
    run(
        "exec 3<&0; trap 'timeout 0.3 cat <&3; exit $?' TERM; echo started A@7;"
            + " while :; do sleep 0.05; done");
    Waiting.untilDone(process.started(), PATIENCE, "it starts");

    process.askToStop();
    process.awaitExit(PATIENCE);

    assertThat(process.exitStatus()).isEqualTo(STILL_WAITING_FOR_THE_END);
  }

  @Test
  void childIgnoresTheStop_killed() {
    run("trap '' TERM; echo started A@7; while true; do read order; done");
    Waiting.untilDone(process.started(), PATIENCE, "it starts");

    process.askToStop();
    process.awaitExit(Duration.ofMillis(100));

    assertThat(process.isAlive()).isFalse();
  }

  private void run(String script) {
    process = MemberProcess.launch(MEMBER, directory, List.of("/bin/sh", "-c", script));
  }
}
