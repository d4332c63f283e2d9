package dev.weir.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Command;

class WeirTest {

  private final CommandFixture fixture = new CommandFixture();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
              histry 42              | unknown command 'histry'; did you mean history?
              history                | Missing required parameter: 'CHANNEL'
              history 42 --limt 5    | unknown option '--limt'; did you mean --limit?
              history 42 --limit x   | 'x' is not a whole number
              history 42 --limit -5  | limit -5: ask for 1 to 10000 messages
              history 42 43          | unexpected argument '43'
              get 42 nonsense        | 'nonsense' is not a message's id
              get 42 -99999999999999999999 | '-99999999999999999999' is not a message's id
              get 42 1 --timeout -5s | '-5s' is not a duration
              get 42 1 --timeout 2m  | timeout PT2M is not within 1ms..60s
          get 42 1 --timeout 0s  | timeout PT0S is not within
          get 42 1 --contact x   | 'x' is not HOST:PORT
              delete 42              | give either a message's ID or --before T
              errors NONSENSE        | no error 'NONSENSE'
              help histor            | unknown command 'histor'; did you mean history?
          """)
  void mistakes_areToldWithWhatToDo(String command, String message) {
    assertThat(fixture.run(command.split(" "))).isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.err())
        .startsWith("weir: INVALID_ARGUMENT: ")
        .contains(message)
        .contains("\n  what to do: ")
        .doesNotContain("\0");
    assertThat(fixture.out()).isEmpty();

    assertThat(fixture.run((command + " -o json").split(" "))).isEqualTo(ExitStatus.USAGE);
    assertThat(fixture.json().at("/error/code").asString()).isEqualTo("INVALID_ARGUMENT");
    assertThat(fixture.json().at("/error/message").asString()).contains(message);
  }

  @Test
  void unreachableNodes_endWithTheirOwnStatus() {
    fixture.isReachable = false;

    assertThat(fixture.run("history", "42", "-o", "json")).isEqualTo(ExitStatus.UNAVAILABLE);
    assertThat(fixture.err())
        .isEqualTo(
            "weir: NOT_CONNECTED: nobody answers at [127.0.0.1:7400]\n  what to do: "
                + ErrorCode.NOT_CONNECTED.advice()
                + "\n");
    assertThat(fixture.out().lines().toList())
        .containsExactly(
            "{\"error\":{\"code\":\"NOT_CONNECTED\",\"number\":401,\"message\":\"nobody answers at"
                + " [127.0.0.1:7400]\",\"advice\":\""
                + ErrorCode.NOT_CONNECTED.advice()
                + "\"}}");
  }

  @ParameterizedTest
  @EnumSource
  void everyFailure_hasAStatus(ErrorCode code) {
    fixture.node.failWhen(_ -> Optional.of(new WeirException(code, "so it is")));

    int status = fixture.run("get", "42", "1");

    assertThat(status).isIn(ExitStatus.FAILED, ExitStatus.USAGE, ExitStatus.UNAVAILABLE);
    assertThat(fixture.err()).startsWith("weir: " + code + ": so it is\n").doesNotContain("\tat ");
  }

  @Test
  void contactAndTimeout_comeFromOptionsOrEnvironment() {
    fixture.run("get", "42", "1");
    assertThat(fixture.contacts).containsExactly(new NodeAddress("127.0.0.1", 7400));
    assertThat(fixture.timeout).isEqualTo(Duration.ofSeconds(5));

    fixture.environment.put("WEIR_CONTACT", "eu-1:7400");
    fixture.run("get", "42", "1", "--timeout", "30s500ms");
    assertThat(fixture.contacts).containsExactly(new NodeAddress("eu-1", 7400));
    assertThat(fixture.timeout).isEqualTo(Duration.ofMillis(30_500));

    fixture.run("get", "42", "1", "--contact", "us-1:1, [::1]:2");
    assertThat(fixture.contacts)
        .containsExactly(new NodeAddress("us-1", 1), new NodeAddress("::1", 2));
  }

  @Test
  void closedOutput_endsQuietly() {
    for (int i = 1; i < 10; i++) {
      fixture.store(42, "2014-01-0%dT00:00:00Z".formatted(i), "hello");
    }
    fixture.node.limitPages(2);
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    PrintStream stdout = new PrintStream(closed, false, StandardCharsets.UTF_8);

    assertThat(fixture.run(Weir.allVerbs(), stdout, "history", "42", "--all")).isZero();
    assertThat(fixture.err()).isEmpty();
    assertThat(fixture.node.asked(History.class)).as("reads for nobody").hasSize(1);
  }

  @Test
  void colours_areForTerminalsThatWantThem() {
    fixture.store(42, "2014-01-01T00:00:00Z", "hello");
    fixture.run("history", "42");
    assertThat(fixture.out()).doesNotContain("\u001b");

    fixture.terminals = Set.of(1);
    fixture.run("history", "42");
    assertThat(fixture.out()).contains("\u001b[");

    fixture.environment.put("NO_COLOR", "1");
    fixture.run("history", "42");
    assertThat(fixture.out()).doesNotContain("\u001b");
  }

  @Test
  void defects_areToldWithoutATrace_unlessDebugging() {
    List<Verb> verbs = List.of(new Broken());

    assertThat(fixture.run(verbs, "broken", "-o", "json")).isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.err())
        .startsWith("weir: INTERNAL: java.lang.IllegalStateException: as it happens\n")
        .doesNotContain("\tat ");
    assertThat(fixture.json().at("/error/number").asInt()).isEqualTo(399);

    assertThat(fixture.run(verbs, "broken", "--debug")).isEqualTo(ExitStatus.FAILED);
    assertThat(fixture.err()).contains("\tat " + Broken.class.getName());
  }

  @Test
  void version_isToldToProgramsToo() {
    assertThat(fixture.run("version", "-o", "JSON")).isZero();
    assertThat(fixture.json().get("java").asString()).startsWith("25");
  }

  @Test
  void errors_areExplained() {
    assertThat(fixture.run("errors", "overloaded")).isZero();
    assertThat(fixture.out()).contains("OVERLOADED (301)").contains("status 69");
    assertThat(fixture.run("errors", "301", "-o", "json")).isZero();
    assertThat(fixture.json().get("code").asString()).isEqualTo("OVERLOADED");
    assertThat(fixture.run("errors", "-o", "json")).isZero();
    assertThat(fixture.json().get("errors").size()).isEqualTo(ErrorCode.values().length);
  }

  @Command(name = "broken", header = "Fails.")
  static final class Broken implements Verb {
    @Override
    public int run(Shell shell) {
      throw new IllegalStateException("as it happens");
    }
  }
}
