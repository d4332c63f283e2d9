package dev.weir.chaos.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.sim.faults.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Seeds that once broke something, and are to break nothing ever again. */
class CorpusTest {

  /**
   * A seed that once failed.
   *
   * @param version of the plans when it did: of another version it draws another plan by now, and
   *     tells its story no more, but must be sound all the same
   */
  record Entry(long seed, Duration length, int version, String story) {

    static Entry of(String line) {
      String[] cells = line.strip().split("\\s+", 4);
      return new Entry(
          Long.parseLong(cells[0]),
          Duration.ofSeconds(Math.round(60 * Double.parseDouble(cells[1]))),
          Integer.parseInt(cells[2]),
          cells[3]);
    }
  }

  @TestFactory
  Stream<DynamicTest> seedsThatOnceFailed() throws IOException {
    return read().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                "seed %d: %s".formatted(entry.seed(), entry.story()), () -> assertSound(entry)));
  }

  private static void assertSound(Entry entry) {
    SimPlan plan = SimPlan.draw(entry.seed(), entry.length(), EnumSet.allOf(Fault.class));
    Run run = Run.of(plan, Simulation::run);
    assertThat(run.breaches()).as(entry.story()).isEmpty();
  }

  private static List<Entry> read() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (InputStream file = CorpusTest.class.getResourceAsStream("corpus.txt")) {
      new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Entry::of)
          .forEach(entries::add);
    }
    return entries;
  }
}
