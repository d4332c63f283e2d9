package dev.weir.chaos.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that some sessions did, kept in memory: {@value Chunk#OPERATION_BYTES} bytes for each
 * operation and {@value Chunk#SIGHTING_BYTES} for each message on a page, so a million operations
 * with pages of ten take about 170 MB. Any thread may add; read it when all have ended.
 */
public final class RecordedHistory {

  /** As many channels as a history may speak of. */
  public static final int MAX_CHANNELS = Short.MAX_VALUE;

  private final List<Chunk> chunks = new ArrayList<>();
  private int size;

  /** Adds an operation that has ended. */
  public synchronized void add(Operation operation) {
    if (operation.channel() >= MAX_CHANNELS) {
      throw new IllegalArgumentException(
          "channel %d, at most %d".formatted(operation.channel(), MAX_CHANNELS));
    }
    if (chunks.isEmpty() || chunks.getLast().isFull()) {
      chunks.add(new Chunk());
    }
    chunks.getLast().add(operation);
    size++;
  }

  /** How many operations there are. */
  public synchronized int size() {
    return size;
  }

  /** One of them, by the order in which they ended. */
  public synchronized Operation operation(int index) {
    return chunks.get(index / Chunk.OPERATIONS).get(index % Chunk.OPERATIONS);
  }

  /** The channel that an operation is about, without the rest of it. */
  public synchronized int channel(int index) {
    return chunks.get(index / Chunk.OPERATIONS).channel(index % Chunk.OPERATIONS);
  }

  /** What the operations take, without what is reserved for more. */
  public synchronized long bytes() {
    long sightings = chunks.stream().mapToLong(Chunk::sightings).sum();
    return (long) size * Chunk.OPERATION_BYTES + sightings * Chunk.SIGHTING_BYTES;
  }
}
