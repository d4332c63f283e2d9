package dev.weir.chaos.sim.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.sim.zoo.FirstSeeds.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The checkers see: each bug of the zoo breaks an invariant that it should break, at the seed that
 * noticed it first, and without the bug that seed breaks nothing.
 *
 * <p>With {@code -Dweir.zoo.search=1000} so many seeds are tried for each bug, and the table is
 * written anew; with {@code -Dweir.zoo.bugs=NAME,NAME} for these bugs alone, or for those that no
 * seed has noticed yet: {@code hidden}.
 */
class ZooSearch {

  private static final int SEARCHED = Integer.getInteger("weir.zoo.search", 0);
  private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("weir.zoo.seconds", 120));
  private static final String BUGS = System.getProperty("weir.zoo.bugs", "");
  private static final String HIDDEN = "hidden";
  private static final int THREADS = Integer.getInteger("weir.zoo.threads", 2);

  /** Of all bugs, as many must be noticed. */
  private static final double NOTICED = 0.95;

  @Test
  void bugs_areNoticed() throws Exception {
    FirstSeeds table = FirstSeeds.read();
    if (SEARCHED > 0) {
      table = searched(table);
      table.write(Path.of(System.getProperty("weir.home", "..")));
    }
    System.out.print(table.text());
    assertThat(table.rows().keySet())
        .as("bugs of the table: search for those that are new, -Dweir.zoo.search=1000")
        .containsExactlyInAnyOrderElementsOf(Zoo.all().stream().map(Bug::name).toList());
    List<Row> noticed =
        table.rows().values().stream().filter(row -> row.seed().isPresent()).toList();
    assertThat((double) noticed.size() / table.rows().size())
        .as("noticed, of all")
        .isGreaterThanOrEqualTo(NOTICED);
    if (SEARCHED == 0) {
      assertStillNoticed(noticed);
      assertSoundWithout(noticed);
    }
  }

  private static void assertStillNoticed(List<Row> noticed) {
    List<String> missed = new ArrayList<>();
    for (Row row : noticed) {
      Bug bug = Zoo.named(row.bug());
      House.Seen seen = House.with(bug).run(row.seed().orElseThrow(), row.length());
      if (!seen.breaksOneOf(bug.expected())) {
        missed.add("%s, seed %d: %s".formatted(bug.name(), seen.seed(), seen.broken()));
      }
    }
    assertThat(missed).as("bugs that are not noticed any more").isEmpty();
  }

  private static void assertSoundWithout(List<Row> noticed) {
    House sound = House.sound();
    Set<String> run = new HashSet<>();
    for (Row row : noticed) {
      long seed = row.seed().orElseThrow();
      if (run.add(seed + " " + row.length())) {
        House.Seen seen = sound.run(seed, row.length());
        assertThat(seen.broken()).as("seed %d without a bug: %s", seed, seen.told()).isEmpty();
      }
    }
  }

  private static FirstSeeds searched(FirstSeeds before) throws InterruptedException {
    LoggerFactory.getILoggerFactory();
    ConcurrentLinkedQueue<Bug> left = new ConcurrentLinkedQueue<>();
    List<Row> rows = new ArrayList<>();
    for (Bug bug : Zoo.all()) {
      Optional<Row> known = before.of(bug);
      boolean hidden = known.flatMap(Row::seed).isEmpty();
      if (BUGS.isEmpty() || isNamed(bug) || (BUGS.equals(HIDDEN) && hidden)) {
        left.add(bug);
      } else {
        known.ifPresent(rows::add);
      }
    }
    List<Thread> threads =
        IntStream.range(0, THREADS)
            .mapToObj(i -> Thread.ofPlatform().start(() -> search(left, rows)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    return FirstSeeds.of(rows);
  }

  private static boolean isNamed(Bug bug) {
    return List.of(BUGS.split(",")).contains(bug.name());
  }

  private static void search(ConcurrentLinkedQueue<Bug> left, List<Row> rows) {
    for (Bug bug = left.poll(); bug != null; bug = left.poll()) {
      Row row = search(bug);
      synchronized (rows) {
        rows.add(row);
      }
    }
  }

  private static Row search(Bug bug) {
    House house = House.with(bug);
    Set<String> others = new TreeSet<>();
    for (long seed = 1; seed <= SEARCHED; seed++) {
      House.Seen seen = house.run(seed, LENGTH);
      if (seen.breaksOneOf(bug.expected())) {
        System.out.printf("%s: seed %d breaks %s%n", bug.name(), seed, seen.broken());
        return new Row(bug.name(), Optional.of(seed), LENGTH, seen.broken(), seed);
      }
      others.addAll(seen.broken());
    }
    System.out.printf("%s: not noticed; broken instead: %s%n", bug.name(), others);
    return new Row(bug.name(), Optional.empty(), LENGTH, List.of(), SEARCHED);
  }
}
