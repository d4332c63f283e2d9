package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every key of the store's configuration: its default and its bounds. */
final class StoreSettingsTest {

  private static final StoreConnection CONNECTION =
      StoreConnection.of(List.of(new NodeAddress("127.0.0.1", 9_042)), "eu", "weir");

  @Test
  void defaults() {
    StoreSettings settings = StoreSettings.of(CONNECTION);
    assertThat(settings.clockDrift()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.scrubAfter()).isEqualTo(Duration.ofDays(1));
    assertThat(settings.reads()).isEqualTo(new ReadLimits(16, 2, 4_000, 256, 8));
    assertThat(settings.writes()).isEqualTo(new WriteLimits(100, 32 * 1024, 8, 16, 100_000));
    assertThat(CONNECTION.requestTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(CONNECTION.createReplication()).isEmpty();
    assertThat(CONNECTION.login()).isEmpty();
  }

  @Test
  void values_outOfBounds_areRefusedByName() {
    refused(() -> new ReadLimits(1, 2, 4_000, 256, 8), "database.reads.max-bucket-reads 1");
    refused(() -> new ReadLimits(16, 17, 4_000, 256, 8), "database.reads.concurrency 17");
    refused(() -> new ReadLimits(16, 2, 1_000, 256, 8), "database.reads.row-budget 1000");
    refused(() -> new ReadLimits(16, 2, 4_000, 1_002, 8), "database.reads.fetch-rows 1002");
    refused(() -> new ReadLimits(16, 2, 4_000, 256, -1), "database.reads.scrubs -1");
    refused(() -> new WriteLimits(0, 32_768, 8, 16, 0), "database.writes.batch-rows 0");
    refused(() -> new WriteLimits(100, 1_023, 8, 16, 0), "database.writes.batch-bytes 1023");
    refused(() -> new WriteLimits(100, 32_768, 0, 16, 0), "database.writes.concurrency 0");
    refused(() -> new WriteLimits(100, 32_768, 8, 257, 0), "database.writes.bulk-buckets 257");
    refused(() -> new WriteLimits(100, 32_768, 8, 16, -1), "database.writes.known-buckets -1");
    refused(
        () -> CONNECTION.timingOutAfter(Duration.ofMillis(49)),
        "database.request-timeout PT0.049S");
    refused(() -> CONNECTION.creating(Map.of("eu", 0)), "database.create-replication.eu 0");
    refused(() -> CONNECTION.creating(Map.of("e'u", 1)), "database.create-replication 'e'u'");
    refused(
        () ->
            new StoreSettings(
                CONNECTION,
                ReadLimits.DEFAULT,
                WriteLimits.DEFAULT,
                Duration.ofHours(2),
                Duration.ofDays(1),
                Durability.REGION),
        "limits.clock-drift PT2H");
    refused(
        () ->
            new StoreSettings(
                CONNECTION,
                ReadLimits.DEFAULT,
                WriteLimits.DEFAULT,
                Duration.ofSeconds(60),
                Duration.ZERO,
                Durability.REGION),
        "database.scrub-after PT0S");
  }

  @Test
  void clockDrift_isLongerThanAStatementMayTake() {
    refused(
        () ->
            new StoreSettings(
                CONNECTION.timingOutAfter(Duration.ofSeconds(20)),
                ReadLimits.DEFAULT,
                WriteLimits.DEFAULT,
                Duration.ofSeconds(20),
                Duration.ofDays(1),
                Durability.REGION),
        "must be longer than database.request-timeout");
  }

  @Test
  void allProblems_areReportedAtOnce() {
    assertThatThrownBy(() -> StoreConnection.of(List.of(), "", "Weir"))
        .hasMessageContaining("database.contact-points")
        .hasMessageContaining("database.local-datacenter")
        .hasMessageContaining("database.keyspace");
  }

  @Test
  void password_isNeverPrinted() {
    var login = new StoreConnection.Login("weir", "s3cret");
    assertThat(CONNECTION.as(login).login()).isEqualTo(Optional.of(login));
    assertThat(StoreSettings.of(CONNECTION.as(login)).toString()).doesNotContain("s3cret");
  }

  private static void refused(ThrowingCallable making, String problem) {
    assertThatThrownBy(making)
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
        .hasMessageContaining(problem);
  }
}
