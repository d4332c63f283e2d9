package dev.weir.node.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that starts a database and then does nothing, for a test that kills it. */
final class DatabaseParent {
  private DatabaseParent() {}

  static DatabaseSpec spec(Path directory, String eu, String us) {
    return new DatabaseSpec(
        "orphans",
        List.of(new Member("eu-1", eu, "eu", "r1"), new Member("us-1", us, "us", "r1")),
        directory);
  }

  /**
   * Arguments: the directory, then the addresses. Prints one line with the members' process ids.
   */
  public static void main(String[] args) throws IOException {
    EmbeddedCassandra database = EmbeddedCassandra.start(spec(Path.of(args[0]), args[1], args[2]));
    System.out.println("pids " + database.pid("eu-1") + " " + database.pid("us-1"));
    var _ = System.in.read();
  }
}
