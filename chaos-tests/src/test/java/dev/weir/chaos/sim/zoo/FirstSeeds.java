package dev.weir.chaos.sim.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which seed first noticed each bug: a table that a search writes, and that is checked from then
 * on, because a search takes long and a seed a second.
 */
record FirstSeeds(Map<String, Row> rows) {

  private static final String FILE = "first-seeds.txt";
  private static final String HEADING =
      """
      # Which seed of how many simulated seconds first noticed each bug of the zoo, and by what.
      # Written by: mvn -pl chaos-tests -am test -Dtest=ZooSearch -Dweir.zoo.search=1000
      # A seed of 0: none of those that were tried.
      """;

  /**
   * A bug's.
   *
   * @param seed empty if none noticed it
   * @param tried as many seeds, in vain or to the first that noticed it
   */
  record Row(String bug, Optional<Long> seed, Duration length, List<String> broken, long tried) {

    private String line() {
      return "%-28s %6d %5d %6d  %s"
          .formatted(bug, seed.orElse(0L), length.toSeconds(), tried, String.join(",", broken))
          .stripTrailing();
    }

    private static Row of(String line) {
      String[] cells = line.strip().split("\\s+");
      long seed = Long.parseLong(cells[1]);
      return new Row(
          cells[0],
          seed == 0 ? Optional.empty() : Optional.of(seed),
          Duration.ofSeconds(Long.parseLong(cells[2])),
          cells.length > 4 ? List.of(cells[4].split(",")) : List.of(),
          Long.parseLong(cells[3]));
    }
  }

  static FirstSeeds of(List<Row> rows) {
    Map<String, Row> byBug = new TreeMap<>();
    rows.forEach(row -> byBug.put(row.bug(), row));
    return new FirstSeeds(byBug);
  }

  /** The table as it was written last. */
  static FirstSeeds read() throws IOException {
    try (InputStream file = FirstSeeds.class.getResourceAsStream(FILE)) {
      return file == null
          ? of(List.of())
          : parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static FirstSeeds parse(String text) {
    return of(
        text.lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Row::of)
            .toList());
  }

  /** Writes it among the sources of the tests. */
  void write(Path home) throws IOException {
    Path folder =
        home.resolve("chaos-tests/src/test/resources")
            .resolve(FirstSeeds.class.getPackageName().replace('.', '/'));
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(FILE), text());
  }

  String text() {
    List<Row> sorted = new ArrayList<>(rows.values());
    sorted.sort(Comparator.comparing(Row::bug));
    return HEADING + sorted.stream().map(Row::line).collect(Collectors.joining("\n")) + "\n";
  }

  Optional<Row> of(Bug bug) {
    return Optional.ofNullable(rows.get(bug.name()));
  }
}
