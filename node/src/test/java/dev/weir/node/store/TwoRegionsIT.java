package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import dev.weir.messages.Append;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Request;
import dev.weir.messages.Slice;
import dev.weir.node.database.DatabaseSpec;
import dev.weir.node.database.DatabaseTuning;
import dev.weir.node.database.EmbeddedCassandra;
import dev.weir.node.database.Member;
import dev.weir.topology.NodeAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two regions, each with a replica of its own, and then one without the other. What a region missed
 * while it was away is not handed to it later, so that it stays missing.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TwoRegionsIT {

  private static final SettableWall WALL = CqlStores.wall();
  private static final RecordingEvents EVENTS = new RecordingEvents();

  @TempDir private static Path directory;
  private static EmbeddedCassandra database;
  private static CqlStore eu;
  private static CqlStore us;

  @BeforeAll
  static void start() {
    String network =
        "127.%d.%d.".formatted(new Random().nextInt(2, 255), new Random().nextInt(256));
    database =
        EmbeddedCassandra.start(
            new DatabaseSpec(
                "regions",
                List.of(
                    new Member("eu-1", network + "1", "eu", "r1"),
                    new Member("us-1", network + "2", "us", "r1")),
                directory,
                DatabaseTuning.DEFAULT.withYaml("hinted_handoff_enabled", "false")));
  }

  @AfterAll
  static void close() {
    us.close();
    eu.close();
    database.close();
  }

  /** Two coordinators that make a table at the same moment would make two, were its id random. */
  @Test
  @Order(1)
  void nodesOfTwoRegionsStartedAtOnce_makeOneSchema() {
    List<CompletableFuture<CqlStore>> opening = new ArrayList<>();
    for (int member = 0; member < 2; member++) {
      StoreSettings settings = settings(member);
      opening.add(
          CompletableFuture.supplyAsync(
              () -> CqlStores.open(settings, WALL, EVENTS), Thread::startVirtualThread));
    }
    eu = opening.get(0).join();
    us = opening.get(1).join();
    try (CqlSession session = Sessions.open(settings(0).connection(), new SimpleMeterRegistry())) {
      assertThat(session.checkSchemaAgreement()).isTrue();
    }
    StoreSubject here = new StoreSubject(eu, WALL, System::nanoTime);
    MessageId id = here.append(here.idAgo(Duration.ofMinutes(5), 0));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(here.at(us).get(id)).isPresent());
    assertThat(here.at(us).ids(Slice.newest(), 5)).containsExactly(id);
  }

  @Test
  @Order(2)
  void writeOfEveryRegion_isFoundInTheOther_asSoonAsItIsAcknowledged() {
    StoreSubject here = new StoreSubject(eu, WALL, System::nanoTime);
    for (int i = 0; i < 20; i++) {
      here.ask(here.appendOf(here.idAgo(Duration.ofMinutes(5), i)));
      MessageId id = here.idAgo(Duration.ofMinutes(4), i);
      here.ask(here.appendOf(id), here.call().kept(Durability.EVERY_REGION));
      assertThat(here.at(us).ids(Slice.newest(), 1)).containsExactly(id);
    }
  }

  /**
   * What another region acknowledged may be missing here. While it cannot be asked, nothing is
   * taken for empty or deleted; reads and writes go on.
   */
  @Test
  @Order(3)
  void whileARegionIsAway_nothingIsMarkedOrScrubbed() {
    StoreSubject here = new StoreSubject(eu, WALL, System::nanoTime);
    MessageId recent = here.append(here.idAgo(Duration.ofHours(1), 0));
    MessageId emptied = here.append(here.idAgo(Duration.ofDays(100), 0));
    here.delete(emptied);
    MessageId zombie = here.append(here.idAgo(Duration.ofHours(2), 0));
    here.delete(zombie);
    here.edit(zombie, "zombie", zombie.unixMicros() + 9_000);
    here.get(zombie);
    WALL.advance(Duration.ofDays(2));

    database.kill("us-1");
    EVENTS.forget();
    assertThat(here.ids(Slice.newest(), 5)).containsExactly(recent);
    assertThat(EVENTS.count(StoreEvent.CONFIRMING_READ)).isEqualTo(2);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          assertThat(EVENTS.count(StoreEvent.MARK_FAILED)).isOne();
          assertThat(EVENTS.count(StoreEvent.SCRUB_FAILED)).isOne();
        });
    assertThat(EVENTS.count(StoreEvent.BUCKET_MARKED_EMPTY)).isZero();
    assertThat(EVENTS.count(StoreEvent.HALF_ROW_SCRUBBED)).isZero();

    MessageId late = here.append(here.idAgo(Duration.ofDays(102), 1));
    assertThat(here.ids(Slice.newest(), 5)).containsExactly(recent, late);
  }

  @Test
  @Order(4)
  void whileARegionIsAway_strongReadsFailAndOthersGoOn() {
    StoreSubject here = new StoreSubject(eu, WALL, System::nanoTime);
    MessageId id = here.append(here.idAgo(Duration.ofMinutes(5), 0));
    assertThat(eu.spansRegions()).isTrue();
    assertThat(eu.consistency(ReadLevel.STRONG)).isEqualTo("ALL");
    assertThat(eu.consistency(ReadLevel.SESSION)).isEqualTo("LOCAL_QUORUM");
    assertThat(eu.consistency(ReadLevel.EVENTUAL)).isEqualTo("LOCAL_ONE");
    for (Request<?> read :
        List.of(
            new History(here.channel(), Slice.newest(), 5),
            new History(here.channel(), Slice.since(id), 5),
            new Get(here.channel(), id))) {
      here.refuses(ErrorCode.UNAVAILABLE, read, here.call().at(ReadLevel.STRONG));
      here.ask(read, here.call().at(ReadLevel.SESSION));
      here.ask(read, here.call().at(ReadLevel.EVENTUAL));
    }
    assertThat(here.get(id)).isPresent();
  }

  @Test
  @Order(4)
  void whileARegionIsAway_whatEveryRegionMustKeep_isRefused() {
    awaitKnownToBeAway();
    StoreSubject here = new StoreSubject(eu, WALL, System::nanoTime);
    Append append = here.appendOf(here.idAgo(Duration.ofMinutes(5), 0));
    here.refuses(ErrorCode.UNAVAILABLE, append, here.call().kept(Durability.EVERY_REGION));
    here.ask(append, here.call().kept(Durability.REGION));
    assertThat(here.get(append.id())).isPresent();
  }

  @Test
  @Order(5)
  void whatOnlyAnotherRegionAcknowledged_isSeenByStrongReadsAlone() {
    awaitKnownToBeAway();
    StoreSubject there = new StoreSubject(eu, WALL, System::nanoTime);
    MessageId id = there.append(there.idAgo(Duration.ofMinutes(5), 0));
    database.restart("us-1");
    StoreSubject here = there.at(us);
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(here.get(id)).isEmpty());
    assertThat(here.page(Slice.newest(), 5)).isEqualTo(Page.EMPTY);

    History newest = new History(here.channel(), Slice.newest(), 5);
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(
                    StoreSubject.idsOf(
                        here.ask(newest, here.call().at(ReadLevel.STRONG)).messages()))
                .containsExactly(id));
  }

  /**
   * Until the database of this region believes that the other one is away. Before that it keeps
   * writes for it on the wire, and they arrive when it is back.
   */
  private static void awaitKnownToBeAway() {
    var everywhere =
        SimpleStatement.newInstance("SELECT * FROM channel_buckets WHERE channel_id = 0")
            .setConsistencyLevel(DefaultConsistencyLevel.ALL);
    try (CqlSession session = Sessions.open(settings(0).connection(), new SimpleMeterRegistry())) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThatThrownBy(() -> session.execute(everywhere))
                  .isInstanceOf(UnavailableException.class));
    }
  }

  private static StoreSettings settings(int member) {
    Member at = database.spec().members().get(member);
    return StoreSettings.of(
        StoreConnection.of(
                List.of(new NodeAddress(at.address(), at.cqlPort())), at.dataCenter(), "regions")
            .creating(Map.of("eu", 1, "us", 1))
            .timingOutAfter(Duration.ofSeconds(10)));
  }
}
