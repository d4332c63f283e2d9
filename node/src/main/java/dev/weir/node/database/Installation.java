package dev.weir.node.database;

import dev.weir.node.database.DatabaseException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where Cassandra's jars are, and where things made from them once (launcher jar, start-up cache)
 * are kept.
 *
 * @param jars the directory that the build fills with Cassandra and its libraries
 * @param cache may be deleted at any time that no database starts; shared between processes
 */
public record Installation(Path jars, Path cache) {
  /** The system property that names Weir's home: the project's root directory. */
  public static final String HOME_PROPERTY = "weir.home";

  public Installation {
    jars = jars.toAbsolutePath().normalize();
    cache = cache.toAbsolutePath().normalize();
  }

  /**
   * The installation under Weir's home, which the system property {@value #HOME_PROPERTY} names.
   */
  public static Installation located() {
    String home = System.getProperty(HOME_PROPERTY);
    if (home == null) {
      throw new DatabaseException(
          Reason.JARS_MISSING,
          "the system property weir.home is not set, so Cassandra's jars cannot be found; start"
              + " with ./weir, or give -Dweir.home=<project root>");
    }
    Path target = Path.of(home).resolve("node/target");
    return new Installation(target.resolve("cassandra"), target.resolve("cassandra-launcher"));
  }

  /** Cassandra's jars, sorted: their order is part of what the start-up cache is valid for. */
  List<Path> sortedJars() {
    if (Files.isDirectory(jars)) {
      try (Stream<Path> files = Files.list(jars)) {
        List<Path> found = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        if (found.stream().anyMatch(Installation::isCassandra)) {
          return found;
        }
      } catch (IOException e) {
        throw new DatabaseException(Reason.SYSTEM_REFUSED, "cannot list " + jars, e);
      }
    }
    throw new DatabaseException(
        Reason.JARS_MISSING,
        "no Cassandra in %s; build it with: mvn -q -pl node -am -DskipTests package"
            .formatted(jars));
  }

  private static boolean isCassandra(Path jar) {
    return jar.getFileName().toString().startsWith("cassandra-all-");
  }
}
