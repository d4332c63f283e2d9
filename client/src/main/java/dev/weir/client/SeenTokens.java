package dev.weir.client;

import dev.weir.messages.Ticker;
import dev.weir.messages.Token;
import dev.weir.messages.Tokens;
import dev.weir.topology.ChannelId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokens that a session must send, by channel, so that it never reads backwards: whatever
 * begins after all of a channel's tokens began after everything that was ever answered about it.
 *
 * <p>Answers overtake each other, so an answer's token takes the place of those alone that were
 * known when its request was sent:
 *
 * <ol>
 *   <li>read 1 is sent, after token A;
 *   <li>read 2 is sent, after token A;
 *   <li>read 2 is answered with token B, and A is taken out;
 *   <li>read 1 is answered with token C, which may be older than B: B stays, because read 1 did not
 *       know it.
 * </ol>
 *
 * <p>Holds {@value #MAX_CHANNELS} channels; what is known of the least recently used one moves to
 * the floor, which counts for every channel. Safe for any thread; the lock is never held over
 * anything but the account itself.
 */
final class SeenTokens {

  static final int MAX_CHANNELS = 1_024;

  private final Ticker ticker;
  private final int maxChannels;
  private final Object lock = new Object();

  // Guarded by lock; the channel used last comes last.
  private final Map<ChannelId, Sightings> channels = new LinkedHashMap<>(16, 0.75f, true);
  private Sightings floor;

  /**
   * An account that begins with what somebody else saw.
   *
   * @param seen of which channels is not known, so it counts for all
   */
  SeenTokens(Ticker ticker, Tokens seen) {
    this(ticker, seen, MAX_CHANNELS);
  }

  SeenTokens(Ticker ticker, Tokens seen, int maxChannels) {
    this.ticker = ticker;
    this.maxChannels = maxChannels;
    this.floor = Sightings.of(seen, ticker.nanos());
  }

  /** What a read of the channel must not begin before. */
  Tokens of(ChannelId channel) {
    long nowNanos = ticker.nanos();
    synchronized (lock) {
      floor = floor.recent(nowNanos);
      Sightings seen = channels.getOrDefault(channel, Sightings.NONE).recent(nowNanos);
      if (seen.isEmpty()) {
        channels.remove(channel);
      } else {
        channels.put(channel, seen);
      }
      return seen.and(floor).tokens();
    }
  }

  /**
   * An answer came.
   *
   * @param token the answer's
   * @param known what was known of the channel when its request was sent, and the answer is sure
   *     not to be older than
   */
  void answered(ChannelId channel, Token token, Tokens known) {
    long nowNanos = ticker.nanos();
    synchronized (lock) {
      Sightings seen =
          channels
              .getOrDefault(channel, Sightings.NONE)
              .without(token.region(), known)
              .and(new Sighting(token, nowNanos))
              .recent(nowNanos);
      channels.put(channel, seen);
      if (channels.size() > maxChannels) {
        Iterator<Sightings> byUse = channels.values().iterator();
        floor = floor.and(byUse.next()).recent(nowNanos);
        byUse.remove();
      }
    }
  }

  /** What a read of any channel must not begin before, to be after all that was seen of any. */
  Tokens ofAll() {
    long nowNanos = ticker.nanos();
    List<Sightings> each;
    Sightings all;
    synchronized (lock) {
      each = List.copyOf(channels.values());
      all = floor;
    }
    for (Sightings one : each) {
      all = all.and(one);
    }
    return all.recent(nowNanos).tokens();
  }

  /** How many channels have an account of their own. */
  int size() {
    synchronized (lock) {
      return channels.size();
    }
  }
}
