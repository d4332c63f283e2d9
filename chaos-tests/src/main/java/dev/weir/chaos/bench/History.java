package dev.weir.chaos.bench;

import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A made-up history to store: the same messages as JSON lines for Weir, and as values for the bare
 * driver.
 *
 * @param channels names, apart from every other round's
 * @param times of message {@code i}, in milliseconds since 1970
 */
record History(String[] channels, long[] times, String[] contents) {

  private static final long FIRST_MILLIS = 1_600_000_000_000L;
  private static final int MAX_GAP_MILLIS = 20_000;
  private static final int CHANNELS = 20;

  static History of(String round, int messages, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    String[] channels = new String[CHANNELS];
    for (int i = 0; i < CHANNELS; i++) {
      channels[i] = "bench-" + round + "-" + i;
    }
    long[] times = new long[messages];
    String[] contents = new String[messages];
    long time = FIRST_MILLIS;
    for (int i = 0; i < messages; i++) {
      time += 1 + random.nextInt(MAX_GAP_MILLIS);
      times[i] = time;
      contents[i] = "message " + i + " " + "lorem ipsum ".repeat(1 + random.nextInt(12));
    }
    return new History(channels, times, contents);
  }

  int size() {
    return times.length;
  }

  String channelName(int message) {
    return channels[message % channels.length];
  }

  ChannelId channel(int message) {
    return ChannelId.ofName(channelName(message));
  }

  MessageId id(int message) {
    return MessageId.of(times[message], 0, MessageId.IMPORT_WORKER, 0);
  }

  byte[] jsonLines() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < times.length; i++) {
      lines
          .append("{\"channel\":\"")
          .append(channelName(i))
          .append("\",\"at\":\"")
          .append(Instant.ofEpochMilli(times[i]))
          .append("\",\"author\":7,\"content\":\"")
          .append(contents[i])
          .append("\"}\n");
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }
}
