package dev.weir.node.database;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.weir.node.database.DatabaseException.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database with real processes. */
final class EmbeddedCassandraIT {
  @TempDir private Path directory;
  private final Random random = new Random();

  @Test
  void oneMember_keepsItsDataThroughKillAndStop_andLeavesNoProcess() {
    DatabaseSpec spec = spec(member("eu-1", "eu"));
    long first;
    long second;
    try (var database = EmbeddedCassandra.start(spec)) {
      first = database.pid("eu-1");
      try (CqlSession session = session(database, "eu")) {
        session.execute(keyspace("{'class': 'NetworkTopologyStrategy', 'eu': 1}"));
        session.execute("CREATE TABLE room.notes (id int PRIMARY KEY, text text)");
        for (int id = 0; id < 100; id++) {
          session.execute("INSERT INTO room.notes (id, text) VALUES (?, ?)", id, "note " + id);
        }
        database.kill("eu-1");
      }
      database.restart("eu-1");
      second = database.pid("eu-1");

      Member taken = spec.members().getFirst();
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> EmbeddedCassandra.start(spec))
          .matches(e -> e.reason() == Reason.DIRECTORY_TAKEN)
          .withMessageContaining("process " + second + ", started by process " + pid() + ",");
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> EmbeddedCassandra.start(elsewhere(taken)))
          .matches(e -> e.reason() == Reason.PORT_TAKEN)
          .withMessageContaining(taken.address() + ":9042")
          .withMessageContaining("process " + second + " holds it");
    }
    assertGone(first);
    assertGone(second);
    try (var again = EmbeddedCassandra.start(spec)) {
      assertThat(notes(again)).isEqualTo(100);
    }
  }

  @Test
  void twoDataCenters_areOneClusterWhenStartReturns_andWhenRestartReturns() throws IOException {
    Member euMember = member("eu-1", "eu");
    Member usMember = member("us-1", "us");
    try (var database = EmbeddedCassandra.start(spec(euMember, usMember))) {
      // Each serves CQL up to a second before it sees the other: their logs, read at once, tell.
      assertThat(timesSeenUp(euMember, usMember)).isEqualTo(1);
      assertThat(timesSeenUp(usMember, euMember)).isEqualTo(1);
      try (CqlSession eu = session(database, "eu");
          CqlSession us = session(database, "us")) {
        assertThat(peers(eu)).isEqualTo(1);
        assertThat(peers(us)).isEqualTo(1);
        eu.execute(keyspace("{'class': 'NetworkTopologyStrategy', 'eu': 1, 'us': 1}"));
        us.execute("CREATE TABLE room.notes (id int PRIMARY KEY, text text)");
        writeToEachRegion(eu, 1);

        database.kill("us-1");
        assertThat(database.isRunning("us-1")).isFalse();
        assertThatExceptionOfType(DatabaseException.class)
            .isThrownBy(() -> database.pid("us-1"))
            .matches(e -> e.reason() == Reason.NOT_RUNNING);
        database.restart("us-1");
        assertThat(timesSeenUp(euMember, usMember)).isEqualTo(2);
        assertThat(timesSeenUp(usMember, euMember)).isEqualTo(2);

        writeToEachRegion(eu, 2);
      }
      assertThat(database.contactPoints("us")).hasSize(1).isSubsetOf(database.contactPoints());
    }
  }

  @Test
  void refusedSetting_startFailsWithTheLogsEnd() {
    DatabaseSpec spec =
        spec(member("eu-1", "eu")).with(DatabaseTuning.DEFAULT.withYaml("no_such_setting", "1"));

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> EmbeddedCassandra.start(spec))
        .matches(e -> e.reason() == Reason.DIED_AT_START)
        .withMessageContaining("no_such_setting")
        .withMessageContaining(directory.resolve("eu-1/logs/system.log").toString());
  }

  @Test
  void startLimitPasses_nothingIsLeftRunning() {
    Member member = member("eu-1", "eu");
    DatabaseSpec spec =
        spec(member).with(DatabaseTuning.DEFAULT.withStartLimit(Duration.ofMillis(200)));

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> EmbeddedCassandra.start(spec))
        .matches(e -> e.reason() == Reason.START_TOO_SLOW)
        .withMessageContaining(directory.toString());

    assertThat(ProcessHandle.current().children()).noneMatch(this::worksHere);
    assertThat(Ports.isFree(member.address(), member.cqlPort())).isTrue();
  }

  /** Another test of this JVM may have started the shared database, which is a child too. */
  private boolean worksHere(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(directory + "/");
  }

  private DatabaseSpec spec(Member... members) {
    return new DatabaseSpec("test", List.of(members), directory);
  }

  private DatabaseSpec elsewhere(Member member) {
    return new DatabaseSpec("test", List.of(member), directory.resolve("elsewhere"));
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  private Member member(String name, String dataCenter) {
    return new Member(name, LoopbackAddress.random(random), dataCenter, "r1");
  }

  private long timesSeenUp(Member by, Member seen) throws IOException {
    String line = "InetAddress /" + seen.address() + ":7000 is now UP";
    Path log = directory.resolve(by.name()).resolve("logs/system.log");
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(l -> l.endsWith(line)).count();
    }
  }

  private static CqlSession session(EmbeddedCassandra database, String dataCenter) {
    List<InetSocketAddress> contactPoints = database.contactPoints(dataCenter);
    return CqlSession.builder()
        .addContactPoints(contactPoints)
        .withLocalDatacenter(dataCenter)
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                .withDuration(
                    DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(10))
                .build())
        .build();
  }

  private static String keyspace(String replication) {
    return "CREATE KEYSPACE room WITH replication = " + replication;
  }

  private static void writeToEachRegion(CqlSession session, int id) {
    session.execute(
        SimpleStatement.newInstance("INSERT INTO room.notes (id, text) VALUES (?, 'x')", id)
            .setConsistencyLevel(ConsistencyLevel.EACH_QUORUM));
  }

  private static long notes(EmbeddedCassandra database) {
    try (CqlSession session = session(database, "eu")) {
      return count(session, "SELECT count(*) FROM room.notes");
    }
  }

  private static long peers(CqlSession session) {
    return count(session, "SELECT count(*) FROM system.peers_v2");
  }

  private static long count(CqlSession session, String query) {
    return requireNonNull(session.execute(query).one()).getLong(0);
  }

  private static void assertGone(long pid) {
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }
}
