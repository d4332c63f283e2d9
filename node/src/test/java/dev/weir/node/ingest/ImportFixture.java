package dev.weir.node.ingest;

import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** Imports into a fake node, without pauses. */
final class ImportFixture {

  static final Patience NO_PAUSES = new Patience(3, Duration.ZERO, Duration.ZERO);

  final FakeNode node = new FakeNode();
  final List<String> rejections = new ArrayList<>();
  final List<Long> settled = new ArrayList<>();
  final AtomicLong nanos = new AtomicLong();
  ImportOptions options = ImportOptions.DEFAULT.withPatience(NO_PAUSES);
  long resumedAt;

  ImportSummary run(String... lines) {
    return run(source(lines), Checkpoints.none());
  }

  ImportSummary run(ImportSource source, Checkpoints checkpoints) {
    return importer().run(source, checkpoints);
  }

  Importer importer() {
    return new Importer(
        node,
        () -> Call.by(Deadline.in(Duration.ofSeconds(5), nanos::get)),
        options,
        new ImportListener() {
          @Override
          public void rejected(long line, String reason) {
            rejections.add("line " + line + ": " + reason);
          }

          @Override
          public void settled(long line) {
            settled.add(line);
          }

          @Override
          public void resumed(long line) {
            resumedAt = line;
          }
        },
        () -> nanos.addAndGet(1_000_000),
        new SplittableRandom(1));
  }

  static ImportSource source(String... lines) {
    return ImportSource.of("test", new ByteArrayInputStream(bytes(lines)));
  }

  static byte[] bytes(String... lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  static String line(String channel, String at, String author, String content) {
    return "{\"channel\":\"%s\",\"at\":\"%s\",\"author\":\"%s\",\"content\":\"%s\"}"
        .formatted(channel, at, author, content);
  }

  static String line(String channel, long millis, String content) {
    return "{\"channel\":\"%s\",\"at\":%d,\"author\":\"ann\",\"content\":\"%s\"}"
        .formatted(channel, millis, content);
  }

  static Optional<WeirException> failure(ErrorCode code) {
    return Optional.of(new WeirException(code, "as the test wants it"));
  }
}
