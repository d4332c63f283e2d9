package dev.weir.node.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Renders one member's cassandra.yaml: who and where it is from the spec, sizes from the {@code
 * tuning.yaml} resource, and the spec's own entries over both. Pure text, no files written.
 */
final class CassandraYaml {
  /** Distance between the tokens of the data centers: tokens must be distinct in the whole ring. */
  private static final long DATA_CENTER_STEP = 1_000;

  private CassandraYaml() {}

  static String render(DatabaseSpec spec, Member member, Path data) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("cluster_name", quoted(spec.clusterName()));
    entries.put("num_tokens", "1");
    entries.put("initial_token", quoted(Long.toString(initialToken(spec, member))));
    entries.put("partitioner", "org.apache.cassandra.dht.Murmur3Partitioner");
    entries.put("seed_provider", seedProvider(spec));
    entries.put("listen_address", member.address());
    entries.put("rpc_address", member.address());
    entries.put("native_transport_port", Integer.toString(member.cqlPort()));
    entries.put("storage_port", Integer.toString(member.storagePort()));
    entries.put("data_file_directories", "[" + quoted(data.resolve("tables").toString()) + "]");
    entries.put("commitlog_directory", quoted(data.resolve("commitlog").toString()));
    entries.put("saved_caches_directory", quoted(data.resolve("saved_caches").toString()));
    entries.put("hints_directory", quoted(data.resolve("hints").toString()));
    entries.put("cdc_raw_directory", quoted(data.resolve("cdc_raw").toString()));
    resource("tuning.yaml").lines().forEach(line -> addEntry(entries, line));
    new TreeMap<>(spec.tuning().yaml()).forEach((key, value) -> override(entries, key, value));
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
        .collect(joining());
  }

  /** The text of a file that lies beside this class in the jar. */
  static String resource(String name) {
    try (InputStream file = CassandraYaml.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the jar lacks the resource " + name);
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Cuts the ring evenly among the members of each data center, so that ownership is the same on
   * every machine; each data center's tokens lie a step beside the first one's.
   */
  private static long initialToken(DatabaseSpec spec, Member member) {
    List<String> dataCenters = spec.members().stream().map(Member::dataCenter).distinct().toList();
    List<Member> mates =
        spec.members().stream().filter(m -> m.dataCenter().equals(member.dataCenter())).toList();
    long evenShare = Long.divideUnsigned(-1L, mates.size());
    return mates.indexOf(member) * evenShare
        + dataCenters.indexOf(member.dataCenter()) * DATA_CENTER_STEP;
  }

  private static String seedProvider(DatabaseSpec spec) {
    String seeds =
        spec.members().stream()
            .map(member -> member.address() + ":" + member.storagePort())
            .collect(joining(","));
    return "[{class_name: org.apache.cassandra.locator.SimpleSeedProvider, parameters: [{seeds: \""
        + seeds
        + "\"}]}]";
  }

  private static void addEntry(Map<String, String> entries, String line) {
    int colon = line.indexOf(": ");
    if (!line.startsWith("#") && colon > 0) {
      entries.put(line.substring(0, colon), line.substring(colon + 2));
    }
  }

  /** An empty value takes the entry out: some of Cassandra's exclude one another. */
  private static void override(Map<String, String> entries, String key, String value) {
    if (value.isEmpty()) {
      entries.remove(key);
    } else {
      entries.put(key, value);
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
