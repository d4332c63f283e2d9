package dev.weir.chaos.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lines to import: of a real history where one lies beside the checkout, else made up. Sparse over
 * years, dense within a day, all of one channel.
 */
final class SampleHistory {

  static final String CHANNEL = "#ubuntu";

  private static final Path REAL =
      Path.of(System.getProperty("weir.home", "."), "..", "shared", "data", "ubuntu-irc.ndjson.gz");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SampleHistory() {}

  static List<String> lines(int count) throws IOException {
    return Files.exists(REAL) ? real(count) : madeUp(count);
  }

  /** The messages that lines hold, in their order. */
  static List<String> contents(List<String> lines) {
    return lines.stream().map(line -> JSON.readTree(line).get("content").asString()).toList();
  }

  private static List<String> real(int count) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(REAL)), StandardCharsets.UTF_8))) {
      return reader.lines().limit(count).toList();
    }
  }

  private static List<String> madeUp(int count) {
    RandomGenerator random = new SplittableRandom(42);
    List<String> lines = new ArrayList<>();
    long time = Instant.parse("2004-12-25T09:14:00Z").toEpochMilli();
    for (int i = 0; i < count; i++) {
      time += i % 1_000 == 999 ? 150L * 24 * 3_600_000 : random.nextInt(30_000);
      lines.add(
          "{\"channel\":\"%s\",\"at\":\"%s\",\"author\":\"nick%d\",\"content\":\"message %d of many\"}"
              .formatted(CHANNEL, Instant.ofEpochMilli(time), random.nextInt(50), i));
    }
    return lines;
  }
}
