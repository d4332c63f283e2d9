package dev.weir.node.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Receipt;
import dev.weir.messages.Served;
import dev.weir.messages.Slice;
import dev.weir.node.sharing.Part;
import dev.weir.node.sharing.Shared;
import dev.weir.node.sharing.Whole;
import dev.weir.node.store.InMemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class OverlapTest {

  private static final int MESSAGES = 60;
  private static final Call CALL = Call.by(new Deadline(Long.MAX_VALUE));

  private final Tower tower = new Tower();
  private final InMemoryStore store =
      new InMemoryStore(InstantSource.system(), () -> 0, Duration.ofMinutes(1));

  @Test
  void latestFew_areAmongTheLatestMany_notTheOtherWayRound() {
    CompletableFuture<Served<Page>> few = null;
    tower.ask(latest(50));
    few = tower.ask(latest(2));
    tower.ask(latest(51));
    assertThat(tower.queries).hasSize(2);
    tower.land(tower.queries.getFirst(), Tower.page(9, 1));
    assertThat(Tower.numbers(few.join().answer())).containsExactly(9L, 8L);
    assertThat(few.join()).isInstanceOf(Shared.class);
  }

  @Test
  void followerFromFurtherOn_getsItsPart_ofWhatTheOtherGets() {
    tower.ask(after(1, 50));
    CompletableFuture<Served<Page>> later = tower.ask(after(7, 50));
    tower.ask(after(0, 50));
    assertThat(tower.queries).as("one that comes from further back waits").hasSize(1);
    tower.land(tower.queries.getFirst(), Tower.page(9, 2));
    assertThat(tower.queries).as("and asks for itself").hasSize(2);
    assertThat(Tower.numbers(later.join().answer())).containsExactly(9L, 8L);
  }

  @Test
  void follower_whosePartIsNotThere_asksForItself() {
    tower.ask(after(0, 5));
    CompletableFuture<Served<Page>> further = tower.ask(after(7, 5));
    tower.land(tower.queries.getFirst(), Tower.page(5, 1));
    assertThat(further).as("the page was full before it came there").isNotDone();
    assertThat(tower.queries).hasSize(2);
    tower.land(tower.queries.get(1), Tower.page(9, 8));
    assertThat(Tower.numbers(further.join().answer())).containsExactly(9L, 8L);
  }

  /** Whatever a page holds of another read is what that read would have got. */
  @Test
  void parts_areWhatTheReadsThemselvesWouldHaveBeen() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_124L);
    for (int i = 1; i <= MESSAGES; i++) {
      if (random.nextInt(4) > 0) {
        append(i);
      }
    }
    int held = 0;
    for (int i = 0; i < 20_000; i++) {
      History asked = random(random);
      History wanted = random(random);
      Page page = read(asked);
      if (Overlap.mayHold(asked, wanted)) {
        Optional<Part> part = Overlap.part(asked, page, wanted);
        if (part.isPresent()) {
          held++;
          Page own = read(wanted);
          Page given = new Shared<Page>(new Whole(page), part, Receipt.NONE).answer();
          assertSame(given, own, asked, wanted);
        }
      }
    }
    assertThat(held).isGreaterThan(1_000);
  }

  /** Older cursors may differ where both lead on to the same messages. */
  private void assertSame(Page given, Page own, History asked, History wanted) {
    assertThat(given.messages()).as("%s out of %s", wanted, asked).isEqualTo(own.messages());
    assertThat(given.newer()).as("%s out of %s", wanted, asked).isEqualTo(own.newer());
    assertThat(given.partial()).isEqualTo(own.partial());
    assertThat(olderThan(given)).as("%s out of %s", wanted, asked).isEqualTo(olderThan(own));
  }

  private List<Message> olderThan(Page page) {
    return page.older()
        .map(older -> read(new History(Tower.CHANNEL, older, 5)).messages())
        .orElse(List.of());
  }

  private Page read(History history) {
    return store.history(history, CALL).toCompletableFuture().join();
  }

  private void append(int number) {
    Message message = Message.created(Tower.id(number), 1, Body.of("m" + number));
    store
        .append(new Append(Tower.CHANNEL, message.id(), message.author(), message.body()), CALL)
        .toCompletableFuture()
        .join();
  }

  private static History random(RandomGenerator random) {
    MessageId id = Tower.id(random.nextInt(MESSAGES + 4));
    int limit = 1 + random.nextInt(30);
    Slice slice =
        switch (random.nextInt(5)) {
          case 0 -> Slice.newest();
          case 1 -> Slice.before(Tower.id(40 + random.nextInt(2)));
          case 2 -> Slice.around(id);
          case 3 -> Slice.since(id);
          default -> Slice.after(id);
        };
    return new History(Tower.CHANNEL, slice, limit);
  }

  private static History latest(int limit) {
    return new History(Tower.CHANNEL, Slice.newest(), limit);
  }

  private static History after(long number, int limit) {
    return new History(Tower.CHANNEL, Slice.after(Tower.id(number)), limit);
  }
}
