package dev.weir.node.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportSourceTest {

  private final ImportFixture fixture = new ImportFixture();

  @Test
  void compressedFile_isReadByItsContentNotItsName(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("chat.txt");
    byte[] compressed = ImportFixture.gzip(lines(0, 1_000));
    Files.write(file, compressed);
    ImportSource source = ImportSource.of(file);

    assertThat(fixture.run(source, Checkpoints.none()).added()).isEqualTo(1_000);
    assertThat(source.consumed())
        .isEqualTo(source.size().orElseThrow())
        .isEqualTo(compressed.length);
  }

  /** Each member arrives by itself: older Javas took that for the end of the stream. */
  @Test
  void compressedPipeOfSeveralMembers_isReadToItsEnd() {
    List<InputStream> members = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      members.add(new ByteArrayInputStream(ImportFixture.gzip(lines(i * 100, 100))));
    }
    InputStream pipe = new SequenceInputStream(Collections.enumeration(members));

    assertThat(fixture.run(ImportSource.of("pipe", pipe), Checkpoints.none()).added())
        .isEqualTo(500);
  }

  @Test
  void cutFile_isAnErrorThatKeepsWhatWasRead() {
    byte[] whole = ImportFixture.gzip(lines(0, 50_000));
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);

    assertThatThrownBy(() ->
            fixture.run(
                ImportSource.of("cut.gz", new ByteArrayInputStream(cut)), Checkpoints.none()))
        .isInstanceOfSatisfying(
            WeirException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.FILE_UNREADABLE))
        .hasMessageContaining("Unexpected end of ZLIB input stream");
    assertThat(fixture.settled).isNotEmpty();
  }

  @Test
  void missingFile_isUnreadable(@TempDir Path folder) {
    assertThatThrownBy(() -> ImportSource.of(folder.resolve("nowhere")))
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> ImportSource.of(folder)).hasMessageContaining("is a directory");
  }

  private static byte[] lines(int from, int count) {
    String[] lines = new String[count];
    for (int i = 0; i < count; i++) {
      lines[i] = ImportFixture.line("#ubuntu", 1_600_000_000_000L + from + i, "text " + i);
    }
    return ImportFixture.bytes(lines);
  }
}
