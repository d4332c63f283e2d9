package dev.weir.client.protocol;

import dev.weir.messages.Payload;
import dev.weir.messages.WeirException;
import java.nio.ByteBuffer;

/** Writes fields into a buffer. */
final class BufferSink implements FieldSink {

  private static final long MAX_U32 = 0xFFFF_FFFFL;

  private final ByteBuffer buffer;

  BufferSink(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  @Override
  public void u8(int value) {
    requireFits(value, 0xFF);
    buffer.put((byte) value);
  }

  @Override
  public void u16(int value) {
    requireFits(value, 0xFFFF);
    buffer.putShort((short) value);
  }

  @Override
  public void u32(long value) {
    requireFits(value, MAX_U32);
    buffer.putInt((int) value);
  }

  @Override
  public void i64(long value) {
    buffer.putLong(value);
  }

  @Override
  public void text(String text) {
    byte[] utf8 = Utf8.encode(text);
    buffer.putInt(utf8.length);
    buffer.put(utf8);
  }

  @Override
  public void bytes(Payload payload) {
    buffer.putInt(payload.size());
    buffer.put(payload.view());
  }

  private static void requireFits(long value, long max) {
    if (value < 0 || value > max) {
      throw WeirException.invalid("%d is not within 0..%d of its field".formatted(value, max));
    }
  }
}
