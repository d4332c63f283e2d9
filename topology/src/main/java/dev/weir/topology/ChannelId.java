package dev.weir.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A channel: the stream of messages that its readers see as one. Any 64-bit number will do; the
 * numbers of an existing system are used as they are.
 */
public record ChannelId(long value) implements Comparable<ChannelId> {

  /**
   * The channel of a name, such as an IRC channel's: the first eight bytes of the SHA-256 of the
   * name's UTF-8, big-endian, with the highest bit cleared and the next one set. So a name's
   * channel is positive and at least 2^62, which no snowflake id reaches before the year 2049.
   */
  public static ChannelId ofName(String name) {
    return new ChannelId(stableId(name));
  }

  /**
   * The stable 64-bit id of any name (a channel's or an author's), as {@link #ofName} describes it.
   */
  public static long stableId(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return (ByteBuffer.wrap(digest).getLong() & (-1L >>> 2)) | (1L << 62);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The hash that places a channel: the finaliser of SplitMix64 (Steele, Lea and Flood, 2014;
   * Stafford's variant 13) over the id. Part of the protocol: clients in every language compute the
   * same.
   */
  public long hash() {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * The channel's place among all, 0 to 99: a share of so many percent of the channels is those
   * below it, for clients and nodes alike. Of other bits of the hash than those that say who owns
   * the channel, or one node's channels would all be the first.
   */
  public int place() {
    return (int) (((hash() & 0xFFFF_FFFFL) * 100) >>> 32);
  }

  @Override
  public int compareTo(ChannelId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
