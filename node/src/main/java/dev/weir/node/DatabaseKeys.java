package dev.weir.node;

import dev.weir.messages.Durability;
import dev.weir.node.config.Key;
import dev.weir.node.config.Keys;
import dev.weir.node.store.ReadLimits;
import dev.weir.node.store.StoreConnection;
import dev.weir.node.store.WriteLimits;
import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The keys {@code database.*}: where the messages are kept, and what a request may cost there. */
final class DatabaseKeys {

  static final Key<List<NodeAddress>> CONTACT_POINTS =
      Keys.list(
          "database.contact-points",
          "127.0.0.1:9042",
          "HOST:PORT, HOST:PORT, …; 1 to " + StoreConnection.MAX_CONTACT_POINTS,
          "Some nodes of the region's Scylla or Cassandra.",
          NodeAddress::parse,
          addresses ->
              !addresses.isEmpty() && addresses.size() <= StoreConnection.MAX_CONTACT_POINTS);

  static final Key<String> LOCAL_DATACENTER =
      Keys.of(
          "database.local-datacenter",
          "",
          "letters, digits, dots, hyphens and underscores, at most 64",
          "The region's data centre in the database; the region's name if empty.",
          text -> checked(text, text.isEmpty() || StoreConnection.isDatacenter(text)));

  static final Key<String> KEYSPACE =
      Keys.of(
          "database.keyspace",
          "weir",
          "lower-case letters, digits and underscores, a letter first, at most 48",
          "The keyspace that holds the messages.",
          text -> checked(text, StoreConnection.isKeyspace(text)));

  static final Key<Map<String, Integer>> CREATE_REPLICATION =
      Keys.of(
          "database.create-replication",
          "",
          "DATACENTER=REPLICAS, … with 1 to "
              + StoreConnection.MAX_REPLICAS
              + " replicas, or nothing",
          "Creates the keyspace with these replicas if it does not exist; if empty, it must exist.",
          DatabaseKeys::replication);

  static final Key<String> USERNAME =
      Keys.text("database.username", "", "The database's user; none if empty.");

  static final Key<String> PASSWORD_FILE =
      Keys.text(
          "database.password-file",
          "",
          "A file with the user's password on its first line; secrets are never settings.");

  static final Key<Duration> REQUEST_TIMEOUT =
      Keys.duration(
          "database.request-timeout", "1s", "50ms", "30s", "How long one statement may take.");

  static final Key<Duration> WAIT =
      Keys.duration(
          "database.wait", "60s", "0s", "1h", "How long a starting node waits for the database.");

  static final Key<Duration> SCRUB_AFTER =
      Keys.duration(
          "database.scrub-after",
          "1d",
          "1m",
          "365d",
          "How long a node must have known an edit without its message before it removes it.");

  static final Key<Durability> DURABILITY =
      Keys.oneOf(
          "database.durability",
          Durability.REGION,
          Durability.class,
          "What must keep a write that does not say: a quorum of the region, or of every region.");

  static final Key<Integer> MAX_BUCKET_READS =
      Keys.number(
          "database.reads.max-bucket-reads",
          ReadLimits.DEFAULT.maxBucketReads(),
          2,
          256,
          "The most partitions of messages that one read of a history touches.");

  static final Key<Integer> READ_CONCURRENCY =
      Keys.number(
          "database.reads.concurrency",
          ReadLimits.DEFAULT.concurrency(),
          1,
          16,
          "Partitions read at once after the first one did not fill the page.");

  static final Key<Integer> ROW_BUDGET =
      Keys.number(
          "database.reads.row-budget",
          ReadLimits.DEFAULT.rowBudget(),
          1_100,
          100_000,
          "Rows that one read looks at before it ends its page early.");

  static final Key<Integer> FETCH_ROWS =
      Keys.number(
          "database.reads.fetch-rows",
          ReadLimits.DEFAULT.fetchRows(),
          16,
          1_001,
          "Rows fetched at once.");

  static final Key<Integer> SCRUBS =
      Keys.number(
          "database.reads.scrubs",
          ReadLimits.DEFAULT.scrubs(),
          0,
          1_000,
          "Edits of deleted messages that one read removes in the background.");

  static final Key<Integer> BATCH_ROWS =
      Keys.number(
          "database.writes.batch-rows",
          WriteLimits.DEFAULT.batchRows(),
          1,
          1_000,
          "Messages in one batch of an import.");

  static final Key<Integer> BATCH_BYTES =
      Keys.number(
          "database.writes.batch-bytes",
          WriteLimits.DEFAULT.batchBytes(),
          1_024,
          1_048_576,
          "Bytes of messages in one batch of an import; a larger message goes alone.");

  static final Key<Integer> WRITE_CONCURRENCY =
      Keys.number(
          "database.writes.concurrency",
          WriteLimits.DEFAULT.concurrency(),
          1,
          64,
          "Statements of one request in flight.");

  static final Key<Integer> BULK_BUCKETS =
      Keys.number(
          "database.writes.bulk-buckets",
          WriteLimits.DEFAULT.bulkBuckets(),
          1,
          256,
          "Partitions that one step of a bulk deletion handles.");

  static final Key<Integer> KNOWN_BUCKETS =
      Keys.number(
          "database.writes.known-buckets",
          WriteLimits.DEFAULT.knownBuckets(),
          0,
          10_000_000,
          "Partitions remembered as being in the index, about 100 bytes each.");

  /** All of them. */
  static final List<Key<?>> OWN =
      List.of(
          CONTACT_POINTS,
          LOCAL_DATACENTER,
          KEYSPACE,
          CREATE_REPLICATION,
          USERNAME,
          PASSWORD_FILE,
          REQUEST_TIMEOUT,
          WAIT,
          SCRUB_AFTER,
          DURABILITY,
          MAX_BUCKET_READS,
          READ_CONCURRENCY,
          ROW_BUDGET,
          FETCH_ROWS,
          SCRUBS,
          BATCH_ROWS,
          BATCH_BYTES,
          WRITE_CONCURRENCY,
          BULK_BUCKETS,
          KNOWN_BUCKETS);

  private DatabaseKeys() {}

  private static String checked(String text, boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static Map<String, Integer> replication(String text) {
    Map<String, Integer> replicas = new TreeMap<>();
    for (String part : text.split(",")) {
      if (part.isBlank()) {
        continue;
      }
      String[] pair = part.strip().split("=", 2);
      int count = pair.length == 2 ? Integer.parseInt(pair[1].strip()) : 0;
      String datacenter = pair[0].strip();
      checked(
          part,
          count >= 1
              && count <= StoreConnection.MAX_REPLICAS
              && StoreConnection.isDatacenter(datacenter));
      replicas.put(datacenter, count);
    }
    return Map.copyOf(replicas);
  }
}
