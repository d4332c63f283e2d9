package dev.weir.chaos.sim.zoo;

import dev.weir.chaos.mutation.MutantLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** A house with a bug, or one that is sound, in which seeds are run. For one thread. */
final class House {

  /**
   * What a seed came to.
   *
   * @param invalid why it proves nothing; empty if it does
   * @param broken the invariants that were broken, each once
   * @param told of the first of them
   */
  record Seen(long seed, Duration length, String invalid, List<String> broken, String told) {

    /** Whether one of these is among the broken ones. */
    boolean breaksOneOf(List<String> invariants) {
      return broken.stream().anyMatch(invariants::contains);
    }
  }

  private final BiFunction<Long, Duration, List<String>> runs;

  private House(BiFunction<Long, Duration, List<String>> runs) {
    this.runs = runs;
  }

  /** Without any bug. */
  static House sound() {
    return new House(new CagedRun());
  }

  /**
   * With a bug.
   *
   * @throws IllegalStateException if the bug does not fit into the house as it is now
   */
  @SuppressWarnings("unchecked") // The same class, loaded by another loader.
  static House with(Bug bug) {
    try {
      MutantLoader loader = new MutantLoader(House.class.getClassLoader(), bug.mutations());
      loader.operate();
      return new House(
          (BiFunction<Long, Duration, List<String>>)
              loader.loadClass(CagedRun.class.getName()).getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no house for " + bug.name(), e);
    }
  }

  Seen run(long seed, Duration length) {
    List<String> came = runs.apply(seed, length);
    List<String> broken = new ArrayList<>();
    for (int i = 1; i < came.size(); i += 2) {
      if (!broken.contains(came.get(i))) {
        broken.add(came.get(i));
      }
    }
    return new Seen(seed, length, came.getFirst(), broken, came.size() > 2 ? came.get(2) : "");
  }
}
