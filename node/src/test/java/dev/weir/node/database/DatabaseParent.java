package dev.weir.node.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that starts a database and then does nothing, for a test that kills it. */
final class DatabaseParent {
  private DatabaseParent() {}

  /**
   * Arguments: the directory, then the addresses. Prints one line with the members' process ids.
   */
  public static void main(String[] args) throws IOException {
    var spec =
        new DatabaseSpec(
            "orphans",
            List.of(
                new Member("eu-1", args[1], "eu", "r1"), new Member("us-1", args[2], "us", "r1")),
            Path.of(args[0]));
    EmbeddedCassandra database = EmbeddedCassandra.start(spec);
    System.out.println("pids " + database.pid("eu-1") + " " + database.pid("us-1"));
    var _ = System.in.read();
  }
}
