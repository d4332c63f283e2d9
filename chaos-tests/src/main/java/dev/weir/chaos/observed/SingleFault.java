package dev.weir.chaos.observed;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A time in which there was one fault and no other (I19).
 *
 * @param name of the fault, such as {@code F1 eu-2}
 * @param untouched by the number of a home region, the channels that the fault does not touch for
 *     those who are at home there: neither their owner nor the database, the region or the way to
 *     it. A home that is not named is touched with all its channels
 */
public record SingleFault(String name, Period period, Map<Integer, Set<Integer>> untouched) {

  public SingleFault {
    untouched =
        untouched.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
  }

  /** Whether it has nothing to do with a channel, for those who are at home in a region. */
  public boolean spares(int home, int channel) {
    return untouched.getOrDefault(home, Set.of()).contains(channel);
  }
}
