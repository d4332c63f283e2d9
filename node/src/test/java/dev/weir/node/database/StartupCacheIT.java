package dev.weir.node.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start-up cache is trained once, by one of those who need it at the same time. */
final class StartupCacheIT {
  /**
   * Without Cassandra's own classes, as with a class path that the JVM does not take, it is half of
   * that.
   */
  private static final long WHOLE_CACHE_BYTES = 50_000_000;

  @TempDir private Path cache;

  @Test
  void twoAtOnce_oneTraining_bothUseIt_andTheOldestGenerationGoes() throws Exception {
    var installation = new Installation(Installation.located().jars(), cache);
    for (int old = 1; old <= 3; old++) {
      Path generation = Files.writeString(cache.resolve("cassandra-" + old + ".aot"), "");
      Files.setLastModifiedTime(generation, FileTime.fromMillis(old));
      Files.writeString(cache.resolve("cassandra-" + old + ".jar"), "");
    }
    var other = CompletableFuture.supplyAsync(() -> StartupCache.provide(installation));

    Launcher launcher = StartupCache.provide(installation);

    assertThat(other.get()).isEqualTo(launcher);
    Optional<Path> trained = launcher.startupCache();
    assertThat(trained).isPresent();
    assertThat(Files.size(trained.orElseThrow())).isGreaterThan(WHOLE_CACHE_BYTES);
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files.map(cache::relativize).map(Path::toString))
          .containsExactlyInAnyOrder(
              "cassandra-2.aot",
              "cassandra-2.jar",
              "cassandra-3.aot",
              "cassandra-3.jar",
              trained.orElseThrow().getFileName().toString(),
              launcher.jar().getFileName().toString(),
              "lock");
    }
  }
}
