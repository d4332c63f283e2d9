package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.weir.messages.MessageId;
import dev.weir.messages.Slice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trap 11: what an edit left of a deleted message is removed in time, and nothing else is. */
final class HalfRowScrubIT {

  private static final SettableWall WALL = CqlStores.wall();
  private static final RecordingEvents EVENTS = new RecordingEvents();
  private static CqlStore store;
  private static CqlSession session;

  private final StoreSubject subject = new StoreSubject(store, WALL, System::nanoTime);

  @BeforeAll
  static void open() {
    StoreSettings settings = CqlStores.settings();
    store = CqlStores.open(settings, WALL, EVENTS);
    session = Sessions.open(settings.connection(), new SimpleMeterRegistry());
  }

  @AfterAll
  static void close() {
    session.close();
    store.close();
  }

  @BeforeEach
  void forget() {
    EVENTS.forget();
  }

  @Test
  void zombie_isRemovedOnceItHasBeenKnownForLong() {
    MessageId zombie = zombie();
    subject.ids(Slice.newest(), 10);
    WALL.advance(CqlStores.settings().scrubAfter().minusMinutes(1));
    subject.ids(Slice.newest(), 10);
    assertThat(EVENTS.count(StoreEvent.CONFIRMING_READ)).isZero();
    WALL.advance(Duration.ofMinutes(1));
    subject.ids(Slice.newest(), 10);
    awaitScrubs(1);
    assertThat(rows(zombie)).isZero();
    subject.append(zombie);
    assertThat(subject.get(zombie)).isEmpty();
  }

  @Test
  void zombieThatOnlySingleReadsMeet_isRemovedToo() {
    MessageId zombie = zombie();
    assertThat(subject.get(zombie)).isEmpty();
    WALL.advance(Duration.ofDays(2));
    assertThat(subject.get(zombie)).isEmpty();
    awaitScrubs(1);
    assertThat(rows(zombie)).isZero();
  }

  @Test
  void zombieEditedAgain_isNewlyKnown() {
    MessageId zombie = zombie();
    subject.get(zombie);
    WALL.advance(Duration.ofDays(2));
    subject.edit(zombie, "again", zombie.unixMicros() + 9_000);
    subject.get(zombie);
    assertThat(EVENTS.count(StoreEvent.CONFIRMING_READ)).isZero();
    assertThat(rows(zombie)).isOne();
  }

  @Test
  void messageThatArrivesInTime_isNeverScrubbed() {
    MessageId id = subject.idAgo(Duration.ofMinutes(5), 0);
    subject.edit(id, "early", id.unixMicros() + 1_000);
    subject.get(id);
    subject.append(id);
    WALL.advance(Duration.ofDays(2));
    assertThat(subject.get(id).orElseThrow().content()).isEqualTo("early");
    assertThat(subject.ids(Slice.newest(), 10)).containsExactly(id);
    assertThat(EVENTS.count(StoreEvent.CONFIRMING_READ)).isZero();
  }

  @Test
  void manyZombies_areRemovedAFewAtATime() {
    List<MessageId> ids = subject.appendSome(40, Duration.ofMinutes(50));
    ids.forEach(id -> {
      subject.delete(id);
      subject.edit(id, "zombie", id.unixMicros() + 9_000);
    });
    subject.ids(Slice.newest(), 50);
    WALL.advance(Duration.ofDays(2));
    EVENTS.forget();
    subject.ids(Slice.newest(), 50);
    int each = CqlStores.settings().reads().scrubs();
    awaitScrubs(each);
    assertThat(EVENTS.count(StoreEvent.CONFIRMING_READ)).isEqualTo(each);
  }

  private MessageId zombie() {
    MessageId id = subject.append(subject.idAgo(Duration.ofMinutes(5), 0));
    subject.delete(id);
    subject.edit(id, "zombie", id.unixMicros() + 5_000);
    return id;
  }

  private long rows(MessageId id) {
    return session
        .execute(
            SimpleStatement.newInstance(
                "SELECT body FROM messages WHERE channel_id = ? AND bucket = ? AND message_id = ?",
                subject.channel().value(),
                Bucket.of(id).number(),
                id.value()))
        .all()
        .size();
  }

  private static void awaitScrubs(int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(EVENTS.count(StoreEvent.HALF_ROW_SCRUBBED)).isEqualTo(count));
  }
}
