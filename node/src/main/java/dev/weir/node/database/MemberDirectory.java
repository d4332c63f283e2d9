package dev.weir.node.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.node.database.DatabaseException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One member's files: {@code data} outlives runs, {@code conf} is written at each start, {@code
 * logs} is bounded.
 */
record MemberDirectory(Path root) {
  Path data() {
    return root.resolve("data");
  }

  Path conf(String file) {
    return root.resolve("conf").resolve(file);
  }

  Path logs() {
    return root.resolve("logs");
  }

  /** Held by the process that works in this directory; see {@link DirectoryLock}. */
  Path lock() {
    return root.resolve("lock");
  }

  /** What Cassandra logs. */
  Path log() {
    return logs().resolve("system.log");
  }

  /** What the JVM itself has to say; only this run's. */
  Path errors() {
    return logs().resolve("stderr.log");
  }

  /** Writes the configuration of this member, over that of an earlier run. */
  void configure(DatabaseSpec spec, Member member) {
    try {
      Files.createDirectories(root.resolve("conf"));
      Files.createDirectories(logs());
      Files.createDirectories(data());
      Files.writeString(conf("cassandra.yaml"), CassandraYaml.render(spec, member, data()));
      Files.writeString(
          conf("cassandra-rackdc.properties"),
          "dc=%s%nrack=%s%n".formatted(member.dataCenter(), member.rack()));
      Files.writeString(conf("logback.xml"), CassandraYaml.resource("logback.xml"));
    } catch (IOException e) {
      throw new DatabaseException(
          Reason.SYSTEM_REFUSED, "cannot write the database's files in " + root, e);
    }
  }

  /** The last lines of the log, then of the JVM's own complaints. */
  String lastWords(int lines) {
    return "%s%n%s".formatted(tail(log(), lines), tail(errors(), lines)).strip();
  }

  private static String tail(Path file, int lines) {
    if (!Files.exists(file)) {
      return "";
    }
    try {
      // Bounded by the log's rolling size.
      List<String> all = new String(Files.readAllBytes(file), UTF_8).lines().toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "(" + file + " cannot be read: " + e.getMessage() + ")";
    }
  }
}
