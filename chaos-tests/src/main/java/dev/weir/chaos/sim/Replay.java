package dev.weir.chaos.sim;

import dev.weir.chaos.sim.faults.Fault;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a seed is run again, by itself: the command, and what it leaves out of the seed's plan.
 *
 * @param without positions among the faults of the plan as it is drawn, from 1 on, in order
 * @param operations as many at most; empty if all
 */
record Replay(Duration length, Set<Fault> faults, List<Integer> without, OptionalLong operations) {

  private static final int SECONDS_PER_MINUTE = 60;

  Replay {
    without = without.stream().sorted().distinct().toList();
  }

  /** Of all that a seed has. */
  static Replay whole(Duration length, Set<Fault> faults) {
    return new Replay(length, faults, List.of(), OptionalLong.empty());
  }

  /** The smaller plan. Positions that the plan does not have are passed over. */
  SimPlan cut(SimPlan plan) {
    SimPlan cut = plan;
    for (int position : without.reversed()) {
      if (position <= cut.faults().size()) {
        cut = cut.withoutFault(position - 1);
      }
    }
    return operations.isPresent() ? cut.withOperations(operations.getAsLong()) : cut;
  }

  /** The command. */
  String of(long seed) {
    StringBuilder command =
        new StringBuilder("./weir sim --seeds 1 --seed %d".formatted(seed))
            .append(" --minutes ")
            .append(minutes(length));
    if (!faults.equals(EnumSet.allOf(Fault.class))) {
      command.append(" --faults ").append(words(faults));
    }
    if (!without.isEmpty()) {
      command.append(" --without ");
      command.append(without.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    operations.ifPresent(most -> command.append(" --operations ").append(most));
    return command.toString();
  }

  private static String words(Set<Fault> faults) {
    return faults.isEmpty()
        ? SimVerb.NO_FAULTS
        : faults.stream().sorted().map(Fault::number).collect(Collectors.joining(","));
  }

  /** Minutes as the command takes them: 5, or 0.5. */
  static String minutes(Duration length) {
    return BigDecimal.valueOf(length.toMillis())
        .divide(BigDecimal.valueOf(SECONDS_PER_MINUTE * 1_000L), MathContext.DECIMAL32)
        .stripTrailingZeros()
        .toPlainString();
  }
}
