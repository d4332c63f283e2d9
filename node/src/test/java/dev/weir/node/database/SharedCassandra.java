package dev.weir.node.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One database for all tests of a JVM: a single member, started at the first {@link #get}, killed
 * and deleted with the JVM. Tests share it, so each makes a keyspace of its own.
 *
 * <p>It listens on a random loopback address and lives in a temporary directory, below the system
 * property {@value #DIRECTORY_PROPERTY} if that is set.
 */
public final class SharedCassandra {
  /** Where the temporary directory is made; by default where all are. */
  public static final String DIRECTORY_PROPERTY = "weir.test.database.dir";

  private static final String MEMBER = "shared";
  private static final String DATA_CENTER = "eu";

  private final EmbeddedCassandra database;

  private SharedCassandra(EmbeddedCassandra database) {
    this.database = database;
  }

  /** The one of this JVM; the first call blocks for the start. */
  public static SharedCassandra get() {
    return Holder.SHARED;
  }

  /** A literal loopback address. */
  public String host() {
    return database.spec().members().getFirst().address();
  }

  /** The CQL port. */
  public int port() {
    return database.spec().members().getFirst().cqlPort();
  }

  /** Host and port for a driver. */
  public InetSocketAddress contactPoint() {
    return database.contactPoints().getFirst();
  }

  /** The local data center for drivers and replication settings. */
  public String dataCenter() {
    return DATA_CENTER;
  }

  private static SharedCassandra start() {
    Path directory = temporaryDirectory();
    var member = new Member(MEMBER, LoopbackAddress.random(new Random()), DATA_CENTER, "r1");
    var database = EmbeddedCassandra.start(new DatabaseSpec("shared", List.of(member), directory));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(database, directory)));
    return new SharedCassandra(database);
  }

  /** Killed, not stopped: nobody needs the data, and an orderly stop takes seconds. */
  private static void end(EmbeddedCassandra database, Path directory) {
    if (database.isRunning(MEMBER)) {
      database.kill(MEMBER);
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
    } catch (IOException e) {
      System.err.println("left behind: " + directory + ", " + e);
    }
  }

  private static Path temporaryDirectory() {
    try {
      String parent = System.getProperty(DIRECTORY_PROPERTY);
      return parent == null
          ? Files.createTempDirectory("weir-database")
          : Files.createTempDirectory(Files.createDirectories(Path.of(parent)), "weir-database");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Started once, by the class loader's own lock. */
  private static final class Holder {
    static final SharedCassandra SHARED = start();
  }
}
