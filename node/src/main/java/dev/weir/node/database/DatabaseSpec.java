package dev.weir.node.database;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What database to run: its members, and the directory that keeps their data between runs.
 *
 * @param clusterName kept in the data; a restart under another name is refused by Cassandra
 * @param members at least one and at most {@link #MAX_MEMBERS}, all of them seeds. The list is part
 *     of the data too: a restart names the same members in the same order
 * @param directory gets one directory per member: {@code <name>/data}, {@code conf}, {@code logs}
 * @param tuning sizes and limits
 */
public record DatabaseSpec(
    String clusterName, List<Member> members, Path directory, DatabaseTuning tuning) {
  /** More members than this do not start within any patience on one machine. */
  public static final int MAX_MEMBERS = 16;

  public DatabaseSpec {
    if (!clusterName.matches("[A-Za-z0-9_ -]{1,64}")) {
      throw new IllegalArgumentException(
          "a cluster name is 1 to 64 letters, digits, blanks, - and _; got '" + clusterName + "'");
    }
    members = List.copyOf(members);
    if (members.isEmpty() || members.size() > MAX_MEMBERS) {
      throw new IllegalArgumentException(
          "a database has 1 to %d members; got %d".formatted(MAX_MEMBERS, members.size()));
    }
    requireDistinct(members);
    directory = directory.toAbsolutePath().normalize();
  }

  /** A database with the default tuning. */
  public DatabaseSpec(String clusterName, List<Member> members, Path directory) {
    this(clusterName, members, directory, DatabaseTuning.DEFAULT);
  }

  /** The same database, tuned otherwise. */
  public DatabaseSpec with(DatabaseTuning other) {
    return new DatabaseSpec(clusterName, members, directory, other);
  }

  private static void requireDistinct(List<Member> members) {
    Set<String> names = new HashSet<>();
    Set<String> sockets = new HashSet<>();
    for (Member member : members) {
      if (!names.add(member.name())) {
        throw new IllegalArgumentException("two members are called '" + member.name() + "'");
      }
      for (int port : new int[] {member.cqlPort(), member.storagePort()}) {
        if (!sockets.add(member.address() + ":" + port)) {
          throw new IllegalArgumentException(
              "member '%s' wants %s:%d twice or after another member"
                  .formatted(member.name(), member.address(), port));
        }
      }
    }
  }
}
