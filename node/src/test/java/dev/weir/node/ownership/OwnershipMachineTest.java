package dev.weir.node.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Talks with the machine, reviewed as text: what it answers stands in the files beside this class,
 * and a change of it is a change of behaviour. {@code -Dweir.dialogues=write} writes them anew.
 */
class OwnershipMachineTest {

  private static final Path FILES =
      Path.of("src", "test", "resources", "dev", "weir", "node", "ownership");

  static List<Path> dialogues() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("dialogues")
  void dialogue_isTheReviewedOne(Path file) throws IOException {
    String reviewed = Files.readString(file);
    String said = Dialogue.replay(reviewed);
    if ("write".equals(System.getProperty("weir.dialogues"))) {
      Files.writeString(file, said);
    }
    assertThat(said).isEqualTo(reviewed);
  }

  @Test
  void dialogues_areThere() throws IOException {
    assertThat(dialogues()).hasSizeGreaterThan(8);
  }
}
