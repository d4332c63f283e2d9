package dev.weir.chaos.checker;

import dev.weir.chaos.history.Operation;
import dev.weir.chaos.history.RecordedHistory;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What concerns one channel: its operations and those that are about no channel in particular, in
 * the order in which they were recorded, and what was written of each message.
 */
final class ChannelHistory {

  private final int number;
  private final Operation[] operations;
  private final Biographies messages;

  private ChannelHistory(int number, Operation[] operations) {
    this.number = number;
    this.operations = operations;
    this.messages = Biographies.of(operations);
  }

  /** The places of each channel's operations in a history, by the channel's number. */
  static Map<Integer, int[]> places(RecordedHistory history) {
    int size = history.size();
    Map<Integer, int[]> places = new TreeMap<>();
    int highest = Operation.EVERY_CHANNEL;
    for (int i = 0; i < size; i++) {
      highest = Math.max(highest, history.channel(i));
    }
    int[] counts = new int[highest + 2];
    for (int i = 0; i < size; i++) {
      counts[history.channel(i) + 1]++;
    }
    int everywhere = counts[0];
    for (int channel = 0; channel <= highest; channel++) {
      if (counts[channel + 1] > 0) {
        places.put(channel, new int[counts[channel + 1] + everywhere]);
      }
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < size; i++) {
      int channel = history.channel(i);
      if (channel == Operation.EVERY_CHANNEL) {
        for (Map.Entry<Integer, int[]> each : places.entrySet()) {
          each.getValue()[counts[each.getKey() + 1]++] = i;
        }
      } else {
        Objects.requireNonNull(places.get(channel))[counts[channel + 1]++] = i;
      }
    }
    return places;
  }

  /** What concerns a channel. */
  static ChannelHistory of(int channel, RecordedHistory history, int[] places) {
    Operation[] operations = new Operation[places.length];
    for (int i = 0; i < places.length; i++) {
      operations[i] = history.operation(places[i]);
    }
    return new ChannelHistory(channel, operations);
  }

  int number() {
    return number;
  }

  /** Not to be changed. */
  Operation[] operations() {
    return operations;
  }

  Operation operation(int place) {
    return operations[place];
  }

  Biographies messages() {
    return messages;
  }
}
