package dev.weir.chaos.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the command line says; a scenario looks at what concerns it.
 *
 * @param rounds of each side; if empty, the scenario's own number
 * @param perSecond of open loads; if empty, the scenario's own rate
 */
record Settings(
    int messages,
    OptionalInt rounds,
    int concurrency,
    OptionalDouble perSecond,
    long operations,
    List<String> drills) {

  Settings {
    drills = List.copyOf(drills);
  }
}
