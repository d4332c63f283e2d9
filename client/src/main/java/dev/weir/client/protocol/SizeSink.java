package dev.weir.client.protocol;

import dev.weir.messages.Payload;

/** Counts the bytes that fields take. Wide enough for frames beyond every limit. */
final class SizeSink implements FieldSink {

  private long size;

  /** Bytes so far. */
  long size() {
    return size;
  }

  @Override
  public void u8(int value) {
    size += 1;
  }

  @Override
  public void u16(int value) {
    size += 2;
  }

  @Override
  public void u32(long value) {
    size += 4;
  }

  @Override
  public void i64(long value) {
    size += 8;
  }

  @Override
  public void text(String text) {
    size += 4L + Utf8.length(text);
  }

  @Override
  public void bytes(Payload payload) {
    size += 4L + payload.size();
  }
}
