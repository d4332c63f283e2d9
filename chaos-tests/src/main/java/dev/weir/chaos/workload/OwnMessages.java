package dev.weir.chaos.workload;

import dev.weir.chaos.history.Version;
import dev.weir.messages.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Messages that one session appended and may change, at most {@value #MAX}: of each it is the only
 * writer, and counts its versions.
 */
final class OwnMessages {

  private static final int MAX = 32;

  /**
   * One of them.
   *
   * @param channel the channel's number among those of the load
   * @param version the latest one that was tried
   * @param atMicros when that was written, by the clock that all writers of a message go by
   */
  record Own(int channel, MessageId id, int version, long atMicros) {

    /** The next version, later than this one whichever client's clock is asked. */
    Own edited(long nowMicros) {
      return new Own(channel, id, version + 1, Math.max(nowMicros, atMicros + 1));
    }
  }

  private final List<Own> all = new ArrayList<>();
  private final RandomGenerator random;

  OwnMessages(RandomGenerator random) {
    this.random = random;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Adds a message; forgets another if there are too many. */
  void appended(int channel, MessageId id) {
    if (all.size() == MAX) {
      takeAny();
    }
    all.add(new Own(channel, id, Version.APPENDED, id.unixMicros() + 1));
  }

  void edited(Own own) {
    all.add(own);
  }

  /** Any of the messages, which is then no longer among them. */
  Own takeAny() {
    return all.remove(random.nextInt(all.size()));
  }
}
