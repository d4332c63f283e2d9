package dev.weir.node.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Brings a keyspace to the schema that this version knows, step by step.
 *
 * <p>Any number of nodes may do so at once, without a lock: each statement does nothing if its work
 * is done, and a table's id is derived from its name ({@code ${messages.id}}), so two coordinators
 * that create it at the same moment create the same table. With random ids, Cassandra would keep
 * both and serve neither.
 */
final class Migrations {

  /** The steps, in order; what was released is never changed. */
  static final List<String> STEPS =
      List.of("001-messages.cql", "002-worker-leases.cql", "003-region-orders.cql");

  private static final String HISTORY =
      """
      CREATE TABLE IF NOT EXISTS schema_migrations (
        version int PRIMARY KEY,
        name text,
        applied_at timestamp
      ) WITH id = ${schema_migrations.id}
      """;

  private static final Pattern TABLE_ID = Pattern.compile("\\$\\{(\\w+)\\.id}");
  private static final Pattern COMMENT = Pattern.compile("--[^\n]*");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final CqlSession session;
  private final String keyspace;
  private final InstantSource wall;

  Migrations(CqlSession session, String keyspace, InstantSource wall) {
    this.session = session;
    this.keyspace = keyspace;
    this.wall = wall;
  }

  /**
   * Applies what is missing. Blocks until all members of the database agree on the schema.
   *
   * @throws WeirException SCHEMA_TOO_NEW if a newer version of Weir has changed the schema
   */
  void apply() {
    change(HISTORY);
    int version = version();
    if (version > STEPS.size()) {
      throw new WeirException(
          ErrorCode.SCHEMA_TOO_NEW,
          "keyspace '%s' has schema version %d; this node knows versions up to %d"
              .formatted(keyspace, version, STEPS.size()));
    }
    for (int step = version + 1; step <= STEPS.size(); step++) {
      String name = STEPS.get(step - 1);
      for (String statement : COMMENT.matcher(read(name)).replaceAll("").split(";", -1)) {
        if (!statement.isBlank()) {
          change(statement);
        }
      }
      record(step, name);
    }
  }

  /** The highest step that was applied; 0 if none was. */
  private int version() {
    int version = 0;
    for (Row row : execute(SimpleStatement.newInstance("SELECT version FROM schema_migrations"))) {
      version = Math.max(version, row.getInt(0));
    }
    return version;
  }

  private void record(int version, String name) {
    execute(
        SimpleStatement.newInstance(
            "INSERT INTO schema_migrations (version, name, applied_at) VALUES (?, ?, ?)",
            version,
            name,
            Instant.ofEpochMilli(wall.millis())));
  }

  private void change(String statement) {
    String cql =
        TABLE_ID
            .matcher(statement)
            .replaceAll(match ->
                UUID.nameUUIDFromBytes(
                        (keyspace + "." + match.group(1)).getBytes(StandardCharsets.UTF_8))
                    .toString());
    ResultSet result = execute(SimpleStatement.newInstance(cql));
    if (!result.getExecutionInfo().isSchemaInAgreement() && !session.checkSchemaAgreement()) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          "the members of the database do not agree on the schema of keyspace '%s'"
              .formatted(keyspace));
    }
  }

  private ResultSet execute(SimpleStatement statement) {
    return session.execute(statement.setTimeout(TIMEOUT));
  }

  private static String read(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream("schema/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks schema/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
