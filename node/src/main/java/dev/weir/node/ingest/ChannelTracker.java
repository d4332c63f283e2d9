package dev.weir.node.ingest;

import dev.weir.topology.ChannelId;
import java.time.Instant;

/**
 * Numbers the messages of each channel that share a millisecond, for as many channels as fit in
 * memory. What was forgotten is never guessed: a line of an unknown channel is taken only if it is
 * later than everything forgotten, because then its channel had no message at that time.
 */
final class ChannelTracker {

  private final RecentlyUsed<ChannelId, TrackedChannel> tracked;
  private final int max;
  private long horizonMillis = Long.MIN_VALUE;
  private long channels;

  ChannelTracker(int max) {
    this.max = max;
    this.tracked = new RecentlyUsed<>(max, this::forget);
  }

  /** The channel, if its messages at {@code millis} can be numbered. */
  TrackedChannel at(NumberOrName name, long millis) throws BadLine {
    ChannelId id = new ChannelId(name.id());
    TrackedChannel known = tracked.get(id);
    if (known != null) {
      return known;
    }
    if (millis <= horizonMillis) {
      throw new BadLine(
          "channel %s was not among the last %,d ones, and %s is not later than all before them (%s);"
                  .formatted(name, max, Instant.ofEpochMilli(millis), horizon())
              + " sort the file by time");
    }
    TrackedChannel fresh = new TrackedChannel(name);
    tracked.put(id, fresh);
    channels++;
    return fresh;
  }

  /** How many channels were seen; one that was forgotten and came back counts again. */
  long channels() {
    return channels;
  }

  private Instant horizon() {
    return Instant.ofEpochMilli(horizonMillis);
  }

  private void forget(TrackedChannel channel) {
    horizonMillis = Math.max(horizonMillis, channel.lastMillis());
  }
}
