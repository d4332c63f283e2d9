package dev.weir.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.AppendAll;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportVerbTest {

  private static final ChannelId UBUNTU = ChannelId.ofName("#ubuntu");

  @TempDir private Path folder;
  private final CommandFixture fixture = new CommandFixture();
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = folder.resolve("chat.ndjson");
    Files.writeString(file, lines(0, 5_000));
  }

  @Test
  void twice_addsNothing() {
    assertThat(fixture.run("import", file.toString(), "-o", "json")).isZero();
    assertThat(fixture.json().get("new").asLong()).isEqualTo(5_000);
    assertThat(fixture.json().get("messages").asLong()).isEqualTo(5_000);
    assertThat(fixture.json().get("channels").asLong()).isEqualTo(1);
    assertThat(fixture.err()).isEmpty();

    assertThat(fixture.run("import", file.toString(), "-o", "json")).isZero();
    assertThat(fixture.json().get("new").asLong()).isZero();
    assertThat(fixture.json().get("messages").asLong()).isEqualTo(5_000);
    assertThat(fixture.node.messages(UBUNTU)).hasSize(5_000);
  }

  @Test
  void table_isForPeople() {
    assertThat(fixture.run("import", file.toString())).isZero();
    assertThat(fixture.out())
        .startsWith(
            "MESSAGES  NEW    CHANNELS  REJECTED  SECONDS  PER SECOND\n5,000     5,000  1 ");
  }

  @Test
  void standardInput_isReadToo() {
    fixture.input = lines(0, 10).getBytes(StandardCharsets.UTF_8);

    assertThat(fixture.run("import", "-", "-o", "json")).isZero();
    assertThat(fixture.json().get("new").asLong()).isEqualTo(10);
  }

  @Test
  void badLines_areToldAndCounted() throws IOException {
    Files.writeString(file, "bad\n".repeat(30) + lines(0, 3) + "\n\nbad \u001b[2J\n");

    assertThat(fixture.run("import", file.toString(), "-o", "json")).isEqualTo(ExitStatus.FAILED);

    assertThat(fixture.json().get("rejected").asLong()).isEqualTo(31);
    assertThat(fixture.json().get("new").asLong()).isEqualTo(3);
    assertThat(fixture.json().get("rejections").size()).isEqualTo(20);
    assertThat(fixture.json().at("/rejections/0/line").asLong()).isEqualTo(1);
    assertThat(fixture.err().lines().toList())
        .hasSize(21)
        .startsWith(
            "line 1: not JSON: Unrecognized token 'bad': was expecting (JSON String, Number,"
                + " Array, Object or token 'null', 'true' or 'false')")
        .endsWith("more lines were rejected; the summary counts them");
  }

  @Test
  void failure_saysHowToGoOn_andTheSameCommandDoes() {
    AtomicInteger appends = new AtomicInteger();
    fixture.node.failWhen(request ->
        request instanceof AppendAll && appends.incrementAndGet() > 5
            ? Optional.of(new WeirException(ErrorCode.UNAUTHENTICATED, "who are you?"))
            : Optional.empty());
    assertThat(fixture.run("import", file.toString(), "--concurrency", "1"))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.err())
        .startsWith("weir: UNAUTHENTICATED: who are you?; the import stopped after line 2,000");
    assertThat(folder.resolve("chat.ndjson.weir-import")).exists();
    fixture.node.failWhen(_ -> Optional.empty());

    assertThat(fixture.run("import", file.toString(), "-o", "json")).isZero();
    assertThat(fixture.json().get("resumed_at_line").asLong()).isEqualTo(2_000);
    assertThat(fixture.err())
        .isEqualTo("going on behind line 2,000, where the last import ended\n");
    assertThat(fixture.node.messages(UBUNTU)).hasSize(5_000);
    assertThat(folder.resolve("chat.ndjson.weir-import")).doesNotExist();
  }

  @Test
  void interrupted_stopsCleanly_andRestartBeginsAnew() {
    Path state = folder.resolve("state");
    AtomicInteger appends = new AtomicInteger();
    fixture.node.failWhen(request -> {
      if (request instanceof AppendAll && appends.incrementAndGet() == 1) {
        fixture.interrupts.stop(Duration.ZERO);
      }
      return Optional.empty();
    });

    String[] command = {"import", file.toString(), "-o", "json", "--state", state.toString()};
    assertThat(fixture.run(command)).isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.json().get("stopped").asBoolean()).isTrue();
    assertThat(fixture.err()).contains("the same command goes on there");
    assertThat(state).exists();

    fixture.node.failWhen(_ -> Optional.empty());
    assertThat(
            fixture.run(
                "import", file.toString(), "-o", "json", "--restart", "--state", state.toString()))
        .isZero();
    assertThat(fixture.json().get("resumed_at_line").asLong()).isZero();
    assertThat(fixture.node.messages(UBUNTU)).hasSize(5_000);
  }

  @Test
  void missingFile_isTold() {
    assertThat(fixture.run("import", folder.resolve("nowhere").toString(), "-o", "json"))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.json().at("/error/code").asString()).isEqualTo("FILE_UNREADABLE");
  }

  @Test
  void exportedChannel_canBeImportedAgain() throws IOException {
    fixture.run("import", file.toString());
    fixture.run("history", "#ubuntu", "--all", "-o", "json");
    Path export = folder.resolve("export.ndjson");
    Files.writeString(
        export,
        fixture
            .out()
            .lines()
            .filter(line -> line.contains("\"id\""))
            .collect(Collectors.joining("\n")));

    assertThat(fixture.run("import", export.toString(), "-o", "json")).isZero();
    assertThat(fixture.json().get("messages").asLong()).isEqualTo(5_000);
    assertThat(fixture.json().get("new").asLong()).isZero();
  }

  private static String lines(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i ->
            "{\"channel\":\"#ubuntu\",\"at\":%d,\"author\":\"ann\",\"content\":\"text %d\"}\n"
                .formatted(1_400_000_000_000L + i, i))
        .collect(Collectors.joining());
  }
}
