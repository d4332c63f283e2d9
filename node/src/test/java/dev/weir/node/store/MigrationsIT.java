package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import dev.weir.node.database.SharedCassandra;
import dev.weir.topology.NodeAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How a store finds, makes and refuses its schema. */
final class MigrationsIT {

  private final SettableWall wall = CqlStores.wall();

  @Test
  void storesStartedAtOnce_makeOneSchema() {
    StoreSettings settings = settings("schema_at_once");
    List<CompletableFuture<CqlStore>> opening = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      opening.add(
          CompletableFuture.supplyAsync(
              () -> CqlStores.open(settings, wall, StoreEvents.NONE), Thread::startVirtualThread));
    }
    List<CqlStore> stores = opening.stream().map(CompletableFuture::join).toList();
    StoreSubject subject = new StoreSubject(stores.getFirst(), wall, System::nanoTime);
    subject.appendSome(3, Duration.ofMinutes(5));
    for (CqlStore store : stores) {
      var page =
          store
              .history(
                  new dev.weir.messages.History(subject.channel(), Slice.newest(), 10),
                  subject.call())
              .toCompletableFuture()
              .join();
      assertThat(page.messages()).hasSize(3);
      store.close();
    }
    try (CqlSession session = session("schema_at_once")) {
      var rows = session.execute("SELECT version, name FROM schema_migrations").all();
      assertThat(rows).hasSize(Migrations.STEPS.size());
      assertThat(rows.getFirst().getString("name")).isEqualTo(Migrations.STEPS.getFirst());
    }
  }

  @Test
  void newerSchema_isRefused() {
    StoreSettings settings = settings("schema_too_new");
    CqlStores.open(settings, wall, StoreEvents.NONE).close();
    try (CqlSession session = session("schema_too_new")) {
      session.execute("INSERT INTO schema_migrations (version, name) VALUES (99, 'later')");
    }
    assertThatThrownBy(() -> CqlStores.open(settings, wall, StoreEvents.NONE))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_TOO_NEW))
        .hasMessageContaining("99");
  }

  @Test
  void missingKeyspace_isRefusedUnlessItMayBeCreated() {
    SharedCassandra database = SharedCassandra.get();
    StoreSettings settings =
        StoreSettings.of(
            StoreConnection.of(
                List.of(new NodeAddress(database.host(), database.port())), "eu", "not_there"));
    assertThatThrownBy(() -> CqlStores.open(settings, wall, StoreEvents.NONE))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
        .hasMessageContaining("not_there");
  }

  @Test
  void replicationThatTheDatabaseRefuses_isNamed() {
    StoreConnection connection = settings("refused").connection().creating(Map.of("atlantis", 3));
    assertThatThrownBy(() -> CqlStores.open(StoreSettings.of(connection), wall, StoreEvents.NONE))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID))
        .hasMessageContaining("atlantis");
  }

  @Test
  void unknownDatacenter_isNamed() {
    SharedCassandra database = SharedCassandra.get();
    StoreSettings settings =
        StoreSettings.of(
            StoreConnection.of(
                    List.of(new NodeAddress(database.host(), database.port())),
                    "atlantis",
                    CqlStores.KEYSPACE)
                .creating(Map.of("eu", 1)));
    assertThatThrownBy(() -> CqlStores.open(settings, wall, StoreEvents.NONE))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE))
        .hasMessageContaining("'atlantis'");
  }

  @Test
  void driverMetrics_reachTheRegistry() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (CqlStore store =
        CqlStore.open(CqlStores.settings(), wall, System::nanoTime, StoreEvents.NONE, registry)) {
      new StoreSubject(store, wall, System::nanoTime).appendSome(1, Duration.ofMinutes(5));
      List<String> names =
          registry.getMeters().stream().map(meter -> meter.getId().getName()).toList();
      assertThat(names)
          .anyMatch(name -> name.endsWith("cql-requests"))
          .anyMatch(name -> name.endsWith("connected-nodes"))
          .anyMatch(name -> name.endsWith("pool.in-flight"))
          .allMatch(name -> name.startsWith("weir.database"));
    }
  }

  private static StoreSettings settings(String keyspace) {
    return CqlStores.settings(SharedCassandra.get().host(), SharedCassandra.get().port(), keyspace);
  }

  private static CqlSession session(String keyspace) {
    return Sessions.open(settings(keyspace).connection(), new SimpleMeterRegistry());
  }
}
