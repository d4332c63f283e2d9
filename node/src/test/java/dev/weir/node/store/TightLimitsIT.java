package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.MessageId;
import dev.weir.messages.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Under the tightest limits pages are cut everywhere, and their cursors still lose nothing. */
final class TightLimitsIT {

  private static final SettableWall WALL = CqlStores.wall();
  private static final RecordingEvents EVENTS = new RecordingEvents();
  private static CqlStore store;

  private final StoreSubject subject = new StoreSubject(store, WALL, System::nanoTime);

  @BeforeAll
  static void open() {
    store =
        CqlStores.open(
            CqlStores.settings()
                .with(new ReadLimits(3, 3, 1_100, 16, 8))
                .with(new WriteLimits(3, 1_024, 2, 2, 1)),
            WALL,
            EVENTS);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void randomWrites_lookLikeTheModel() {
    long seed = Long.getLong(ModelContract.SEED_PROPERTY, ThreadLocalRandom.current().nextLong());
    System.out.println("TightLimitsIT: -D" + ModelContract.SEED_PROPERTY + "=" + seed);
    assertThat(new RandomWrites(subject, seed, true).run(500)).isPositive();
    assertThat(EVENTS.count(StoreEvent.PARTIAL_PAGE)).isPositive();
  }

  @Test
  void rowsOfDeletedMessages_countAgainstTheBudget() {
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ids.add(subject.idAgo(Duration.ofDays(2).minusSeconds(i), 0));
    }
    BulkContract.appendAll(subject, ids);
    for (MessageId id : ids.subList(1, ids.size())) {
      subject.delete(id);
      subject.edit(id, "zombie", id.unixMicros() + 9_000);
    }
    EVENTS.forget();
    assertThat(StoreSubject.idsOf(subject.walkOlder(Slice.newest(), 5)))
        .containsExactly(ids.getFirst());
    assertThat(EVENTS.count(StoreEvent.PARTIAL_PAGE)).isPositive();
  }
}
