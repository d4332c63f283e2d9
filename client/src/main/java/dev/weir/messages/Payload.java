package dev.weir.messages;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that Weir keeps for its user and never looks into: attachments, embeds, flags. Immutable.
 */
public final class Payload {

  /** No bytes. */
  public static final Payload EMPTY = new Payload(new byte[0]);

  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A payload of a copy of {@code bytes}. */
  public static Payload of(byte... bytes) {
    return bytes.length == 0 ? EMPTY : new Payload(bytes.clone());
  }

  /**
   * A payload of a copy of the buffer's remaining bytes; the buffer's position moves behind them.
   */
  public static Payload of(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(copy);
    return copy.length == 0 ? EMPTY : new Payload(copy);
  }

  public int size() {
    return bytes.length;
  }

  /** A read-only view, positioned at the start. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** A copy. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Payload[" + bytes.length + " bytes]";
  }
}
