package dev.weir.chaos.sim.zoo;

import java.util.List;
import java.util.stream.Stream;

/** All bugs that are planted, one at a time, to see whether the simulator notices. */
final class Zoo {

  private Zoo() {}

  static List<Bug> all() {
    return Stream.of(
            FenceBugs.all(),
            FlightBugs.all(),
            LimitBugs.all(),
            ClientBugs.all(),
            FailoverBugs.all(),
            OwnershipBugs.all(),
            DatabaseBugs.all())
        .flatMap(List::stream)
        .toList();
  }

  /** The bug of a name. */
  static Bug named(String name) {
    return all().stream()
        .filter(bug -> bug.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no bug " + name));
  }
}
