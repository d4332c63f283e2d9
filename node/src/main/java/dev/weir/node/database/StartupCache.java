package dev.weir.node.database;

import dev.weir.node.database.DatabaseException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes a member start in three seconds and not in twelve: the JVM's ahead-of-time cache,
 * trained once per JDK and jar list on a throwaway member of its own. A database that holds data
 * never trains, because training makes its JVM's exit last seconds. Without the cache everything
 * works, slower; so whatever goes wrong here is a warning.
 */
final class StartupCache {
  private static final Logger LOG = LoggerFactory.getLogger(StartupCache.class);
  private static final int GENERATIONS = 3;
  private static final String SUFFIX = ".aot";
  private static final String WORKSHOP = "training";
  private static final Duration TRAINING_LIMIT = Duration.ofSeconds(90);

  /**
   * Guards the cache directory among this JVM's threads; the lock file does among processes. Held
   * while training, on purpose: the second waits.
   */
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private StartupCache() {}

  /**
   * Finds launcher jar and start-up cache, or makes them; blocks while another thread or process
   * makes them.
   */
  static Launcher provide(Installation installation) {
    ONE_AT_A_TIME.lock();
    try {
      Files.createDirectories(installation.cache());
      Path lock = installation.cache().resolve("lock");
      try (var channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        LauncherJar jar = LauncherJar.provide(installation);
        return new Launcher(jar.path(), trained(installation.cache(), jar));
      }
    } catch (IOException e) {
      throw new DatabaseException(
          Reason.SYSTEM_REFUSED, "cannot use the directory " + installation.cache(), e);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private static Optional<Path> trained(Path directory, LauncherJar jar) {
    Path cache = directory.resolve("cassandra-" + jar.key() + SUFFIX);
    if (Files.exists(cache)) {
      return Optional.of(cache);
    }
    LOG.info("training the database's start-up cache once, {}", cache);
    try {
      deleteWorkshops(directory); // of trainings that were killed: the lock is ours
      Path workshop = Files.createTempDirectory(directory, WORKSHOP);
      try {
        Path unfinished = workshop.resolve("cache.aot");
        train(jar, workshop, unfinished);
        Files.move(unfinished, cache, StandardCopyOption.ATOMIC_MOVE);
        deleteOldest(directory);
        return Optional.of(cache);
      } finally {
        delete(workshop);
      }
    } catch (IOException | UncheckedIOException | DatabaseException e) {
      LOG.warn("no start-up cache, so databases start slowly: {}", e.toString());
      return Optional.empty();
    }
  }

  private static void train(LauncherJar jar, Path workshop, Path output) {
    String address = LoopbackAddress.random(RandomGenerator.getDefault());
    var pupil = new Member("pupil", address, "school", "bench");
    var spec = new DatabaseSpec("training", List.of(pupil), workshop);
    var directory = new MemberDirectory(workshop.resolve(pupil.name()));
    Ports.requireFree(pupil);
    directory.configure(spec, pupil);
    List<String> command =
        new Launcher(jar.path(), Optional.empty())
            .command(directory, spec.tuning(), List.of("-XX:AOTCacheOutput=" + output));
    MemberProcess process = MemberProcess.launch(pupil, directory, command);
    try {
      Waiting.untilDone(process.started(), TRAINING_LIMIT, "the training member starts");
      process.askToStop();
      process.awaitExit(TRAINING_LIMIT);
    } finally {
      process.kill();
    }
  }

  /** A few generations stay, since databases that run may be restarted with theirs. */
  private static void deleteOldest(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> newestFirst =
          files
              .filter(file -> file.toString().endsWith(SUFFIX))
              .sorted(Comparator.comparing(StartupCache::age))
              .toList();
      for (Path old : newestFirst.stream().skip(GENERATIONS).toList()) {
        String name = old.getFileName().toString();
        Files.delete(old);
        Files.deleteIfExists(old.resolveSibling(name.replace(SUFFIX, ".jar")));
      }
    }
  }

  /** Smaller is newer. */
  private static long age(Path file) {
    return -file.toFile().lastModified();
  }

  private static void deleteWorkshops(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(WORKSHOP)) {
          delete(file);
        }
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
