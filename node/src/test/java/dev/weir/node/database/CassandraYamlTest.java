package dev.weir.node.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rendered cassandra.yaml as golden text: a changed setting shows up here as a diff. */
final class CassandraYamlTest {
  private static final Member EU = new Member("eu-1", "127.0.0.1", "eu", "r1");
  private static final Member US = new Member("us-1", "127.0.0.2", 9142, 7100, "us", "r1");
  private static final DatabaseSpec SPEC =
      new DatabaseSpec("two regions", List.of(EU, US), Path.of("/db"));

  @Test
  void secondRegionsMember_wholeFile() {
    assertThat(CassandraYaml.render(SPEC, US, Path.of("/db/o'neil")))
        .isEqualTo(
            """
            cluster_name: 'two regions'
            num_tokens: 1
            initial_token: '1000'
            partitioner: org.apache.cassandra.dht.Murmur3Partitioner
            seed_provider: [{class_name: org.apache.cassandra.locator.SimpleSeedProvider, parameters: [{seeds: "127.0.0.1:7000,127.0.0.2:7100"}]}]
            listen_address: 127.0.0.2
            rpc_address: 127.0.0.2
            native_transport_port: 9142
            storage_port: 7100
            data_file_directories: ['/db/o''neil/tables']
            commitlog_directory: '/db/o''neil/commitlog'
            saved_caches_directory: '/db/o''neil/saved_caches'
            hints_directory: '/db/o''neil/hints'
            cdc_raw_directory: '/db/o''neil/cdc_raw'
            endpoint_snitch: GossipingPropertyFileSnitch
            dynamic_snitch: false
            auto_bootstrap: false
            commitlog_sync: batch
            commitlog_segment_size: 8MiB
            commitlog_total_space: 64MiB
            disk_optimization_strategy: ssd
            disk_failure_policy: stop
            memtable_heap_space: 64MiB
            memtable_offheap_space: 64MiB
            memtable_allocation_type: heap_buffers
            memtable_flush_writers: 1
            key_cache_size: 8MiB
            row_cache_size: 0MiB
            counter_cache_size: 0MiB
            networking_cache_size: 16MiB
            file_cache_enabled: true
            file_cache_size: 32MiB
            concurrent_reads: 16
            concurrent_writes: 64
            concurrent_counter_writes: 2
            concurrent_materialized_view_writes: 1
            concurrent_compactors: 1
            native_transport_max_threads: 128
            auto_snapshot: false
            snapshot_before_compaction: false
            incremental_backups: false
            hinted_handoff_enabled: true
            hints_flush_period: 1000ms
            hinted_handoff_throttle: 10240KiB
            max_hints_delivery_threads: 2
            start_native_transport: true
            authenticator: AllowAllAuthenticator
            authorizer: AllowAllAuthorizer
            cdc_enabled: false
            """);
  }

  @Test
  void specsEntries_replaceJoinAndTakeOut() {
    DatabaseTuning tuning =
        DatabaseTuning.DEFAULT
            .withYaml("concurrent_reads", "8")
            .withYaml("tombstone_failure_threshold", "20000")
            .withYaml("commitlog_sync", "");

    String yaml = CassandraYaml.render(SPEC.with(tuning), EU, Path.of("/db"));

    assertThat(yaml.lines())
        .contains("concurrent_reads: 8", "tombstone_failure_threshold: 20000")
        .doesNotContain("concurrent_reads: 16")
        .noneMatch(line -> line.startsWith("commitlog_sync:"));
  }

  @Test
  void tokens_cutTheRingEvenlyAndAreDistinctAcrossDataCenters() {
    List<Member> members =
        IntStream.range(0, 6)
            .mapToObj(i -> new Member("m" + i, "127.0.0." + (i + 1), i % 2 == 0 ? "eu" : "us", "r"))
            .toList();
    var spec = new DatabaseSpec("six", members, Path.of("/db"));

    List<String> tokens =
        members.stream()
            .map(member -> CassandraYaml.render(spec, member, Path.of("/db")))
            .flatMap(String::lines)
            .filter(line -> line.startsWith("initial_token"))
            .toList();

    assertThat(tokens)
        .containsExactly(
            "initial_token: '0'",
            "initial_token: '1000'",
            "initial_token: '6148914691236517205'",
            "initial_token: '6148914691236518205'",
            "initial_token: '-6148914691236517206'",
            "initial_token: '-6148914691236516206'");
  }
}
