package dev.weir.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Help is part of the product: its texts are kept beside the test, and changes are seen in review.
 * {@code -Dweir.golden=write} writes them anew.
 */
class HelpTest {

  private static final Path GOLDEN = Path.of("src/test/resources/dev/weir/node/cli/help");

  private final CommandFixture fixture = new CommandFixture();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "history",
        "get",
        "append",
        "edit",
        "delete",
        "channels",
        "import",
        "status",
        "top",
        "ranges",
        "drain",
        "region",
        "region evacuate",
        "region declare-lost",
        "errors"
      })
  void help_isAsReviewed(String verb) throws IOException {
    String[] words = (verb + " --help").split(" ");
    assertThat(fixture.run(words)).isZero();
    compare(verb.replace(' ', '-'), fixture.out());
    String help = fixture.out();
    assertThat(fixture.run(("help " + verb).split(" "))).isZero();
    assertThat(fixture.out()).isEqualTo(help);
  }

  @Test
  void noArguments_showTheOverview() {
    assertThat(fixture.run()).isZero();
    assertThat(fixture.out())
        .contains("Usage: weir ")
        .contains("Messages:\n  history ")
        .contains("\nHelp:\n  errors ");
    String overview = fixture.out();
    assertThat(fixture.run("help")).isZero();
    assertThat(fixture.out()).isEqualTo(overview);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommand_teaches(CommandLine command) {
    String help = command.getUsageMessage();

    assertThat(command.getCommandSpec().usageMessage().header()).hasSize(1);
    assertThat(help).contains("\nExamples:\n").contains("\nExit codes:\n").contains("--output");
    assertThat(help.lines()).allMatch(line -> line.length() <= 100);
  }

  static Stream<CommandLine> commands() {
    CommandLine tree =
        CommandTree.of(new Root(), Weir.allVerbs(), () -> CommandFixture.NOW, new Style(false));
    return flat(tree);
  }

  private static Stream<CommandLine> flat(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        List.copyOf(command.getSubcommands().values()).stream().flatMap(HelpTest::flat));
  }

  private static void compare(String name, String text) throws IOException {
    Path golden = GOLDEN.resolve(name + ".txt");
    if (System.getProperty("weir.golden", "").equals("write")) {
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
  }
}
