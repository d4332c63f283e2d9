package dev.weir.node.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a spec refuses, and that the message holds the offending value. */
final class DatabaseSpecTest {
  private static final Path DIRECTORY = Path.of("/db");
  private static final Member EU = new Member("eu-1", "127.0.0.1", "eu", "r1");

  @Test
  void twoMembersOfOneName_refused() {
    var twin = new Member("eu-1", "127.0.0.2", "eu", "r1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseSpec("c", List.of(EU, twin), DIRECTORY))
        .withMessageContaining("'eu-1'");
  }

  @Test
  void twoMembersOnOneSocket_refused() {
    var neighbour = new Member("eu-2", "127.0.0.1", 9042, 7001, "eu", "r1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseSpec("c", List.of(EU, neighbour), DIRECTORY))
        .withMessageContaining("127.0.0.1:9042");
  }

  @Test
  void memberCount_oneToSixteen() {
    List<Member> crowd =
        IntStream.rangeClosed(1, DatabaseSpec.MAX_MEMBERS + 1)
            .mapToObj(i -> new Member("m" + i, "127.0.0." + i, "eu", "r1"))
            .toList();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseSpec("c", List.of(), DIRECTORY))
        .withMessageContaining("got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseSpec("c", crowd, DIRECTORY))
        .withMessageContaining("got 17");
    assertThat(new DatabaseSpec("c", crowd.subList(0, 16), DIRECTORY).members()).hasSize(16);
  }

  @Test
  void namesThatWouldBreakFiles_refused() {
    for (String name : List.of("", "../eu", "Eu", "e u", "-eu")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Member(name, "127.0.0.1", "eu", "r1"))
          .withMessageContaining("'" + name + "'");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseSpec("it's", List.of(EU), DIRECTORY));
  }

  @Test
  void hostName_refusedSinceAddressesAreLiteral() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Member("eu-1", "localhost", "eu", "r1"));
  }

  @Test
  void tuning_bounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseTuning.DEFAULT.forBenchmarks(255))
        .withMessageContaining("255");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseTuning.DEFAULT.forBenchmarks(31_001));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatabaseTuning.DEFAULT.withStartLimit(Duration.ZERO))
        .withMessageContaining("PT0S");
  }

  @Test
  void tuning_defaults() {
    assertThat(DatabaseTuning.DEFAULT)
        .isEqualTo(
            new DatabaseTuning(
                384, false, Duration.ofMinutes(3), Duration.ofSeconds(20), Map.of()));
  }
}
