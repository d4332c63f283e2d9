package dev.weir.chaos.bench;

import dev.weir.messages.WeirException;
import java.util.List;

/** All scenarios, in the order in which they are listed. */
final class BenchScenarios {

  static final List<BenchScenario> ALL =
      List.of(
          new StormScenario(),
          new SpreadScenario(),
          new ColdScenario(),
          new AppendScenario(),
          new EditScenario(),
          new PollScenario(),
          new ScaleScenario(),
          new ImportScenario(),
          new OwnershipScenario(),
          new PlacementScenario(),
          new FlightsScenario(),
          new OverloadScenario(),
          new FailoverScenario());

  private BenchScenarios() {}

  /** The one of that name. */
  static BenchScenario of(String name) {
    return ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            WeirException.invalid("no scenario '%s'; weir bench ls lists them".formatted(name)));
  }
}
