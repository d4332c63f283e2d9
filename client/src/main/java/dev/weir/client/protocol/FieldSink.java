package dev.weir.client.protocol;

import dev.weir.messages.Payload;

/**
 * Takes the fields of a frame one after another. The same layout code feeds {@link SizeSink}, which
 * counts, and {@link BufferSink}, which writes: so a size is exact by construction.
 */
interface FieldSink {

  void u8(int value);

  void u16(int value);

  void u32(long value);

  void i64(long value);

  /** A length in bytes as u32, then the text in UTF-8. */
  void text(String text);

  /** A length as u32, then the bytes. */
  void bytes(Payload payload);

  /** One byte: 1 for true, 0 for false. */
  default void flag(boolean value) {
    u8(value ? 1 : 0);
  }
}
