package dev.weir.node.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"one\ntwo\n\nthree\n", "one\r\ntwo\r\n\r\nthree", "\ufeffone\ntwo\n\nthree"})
  void lines_endWithAnyNewline(String text) throws IOException {
    assertThat(read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
        .containsExactly("1 one", "2 two", "3 blank", "4 three");
  }

  @Test
  void nothing_hasNoLines() throws IOException {
    assertThat(read(InputStream.nullInputStream())).isEmpty();
  }

  @Test
  void lineAcrossManyReads_isWhole() throws IOException {
    String longest = "x".repeat(Lines.MAX_BYTES);
    InputStream trickle =
        new ByteArrayInputStream((longest + "\nnext").getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 777));
          }
        };
    assertThat(read(trickle)).containsExactly("1 " + longest, "2 next");
  }

  @ParameterizedTest
  @ValueSource(longs = {Lines.MAX_BYTES + 1L, 2L * Lines.MAX_BYTES, 300L * Lines.MAX_BYTES})
  void lineThatIsTooLong_isPassedOverWithoutHoldingIt(long length) throws IOException {
    InputStream endless =
        new InputStream() {
          private long left = length;
          private final InputStream rest =
              new ByteArrayInputStream("\nnext".getBytes(StandardCharsets.UTF_8));

          @Override
          public int read() {
            throw new AssertionError("reads of one byte are slow");
          }

          @Override
          public int read(byte[] target, int offset, int max) throws IOException {
            if (left == 0) {
              return rest.read(target, offset, max);
            }
            int count = (int) Math.min(left, max);
            Arrays.fill(target, offset, offset + count, (byte) 'x');
            left -= count;
            return count;
          }
        };
    Lines lines = new Lines(endless);
    List<String> seen = read(lines);
    assertThat(seen).containsExactly("1 too long", "2 next");
    assertThat(lines.buffer().length).isLessThanOrEqualTo(2 * Lines.MAX_BYTES);
  }

  private static List<String> read(InputStream stream) throws IOException {
    return read(new Lines(stream));
  }

  private static List<String> read(Lines lines) throws IOException {
    List<String> seen = new ArrayList<>();
    while (lines.next()) {
      String text =
          lines.isTooLong()
              ? "too long"
              : lines.isBlank()
                  ? "blank"
                  : new String(
                      lines.buffer(), lines.offset(), lines.length(), StandardCharsets.UTF_8);
      seen.add(lines.number() + " " + text);
    }
    return seen;
  }
}
