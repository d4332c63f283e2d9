package dev.weir.chaos.observed;

import java.util.Map;

/**
 * All that a channel held at the end, when everything was healed, replicated, and nobody wrote any
 * more (I1, I2, I8, I14). A channel may be swept several times, as in each region.
 *
 * @param channel its number in the history
 * @param region the number of the region that was asked, {@value #EVERY_REGION} for all together
 * @param contents the version of each message that is there, by its id
 */
public record Sweep(int channel, int region, Map<Long, Integer> contents) {

  /** In place of a region's number: what all of them hold together. */
  public static final int EVERY_REGION = -1;

  public Sweep {
    contents = Map.copyOf(contents);
  }
}
