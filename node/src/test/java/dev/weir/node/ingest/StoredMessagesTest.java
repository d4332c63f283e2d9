package dev.weir.node.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredMessagesTest {

  private static final ChannelId CHANNEL = new ChannelId(42);
  private static final Call CALL = Call.by(new Deadline(Long.MAX_VALUE));

  private final FakeNode node = new FakeNode();
  private final StoredMessages stored =
      new StoredMessages(
          new Requests(node, () -> CALL, ImportFixture.NO_PAUSES, new SplittableRandom(1)));
  private final TrackedChannel tracked = new TrackedChannel(NumberOrName.of(42));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void missing_isWhatIsNotStored(long seed) {
    Random random = new Random(seed);
    int range = 50 + random.nextInt(3_000);
    TreeSet<Long> present = some(random, range);
    node.limitPages(1 + random.nextInt(60));
    store(present);

    TreeSet<Long> asked = some(random, range);
    List<Pending> window = new ArrayList<>();
    for (long id : asked) {
      window.add(new Pending(id, message(id)));
      if (random.nextInt(40) == 0) {
        assertMissing(window, present);
        window.clear();
      }
    }
    assertMissing(window, present);
  }

  @Test
  void fewMessagesAmongMany_areSoughtNotScanned() {
    TreeSet<Long> present = new TreeSet<>();
    for (long id = 0; id < 50_000; id++) {
      present.add(id);
    }
    store(present);
    node.forgetAsked();
    List<Pending> three =
        List.of(
            new Pending(1, message(10)),
            new Pending(2, message(25_000)),
            new Pending(3, message(60_000)));

    assertMissing(three, present);
    assertThat(node.asked(History.class)).hasSizeLessThanOrEqualTo(4);
  }

  private void assertMissing(List<Pending> window, TreeSet<Long> present) {
    if (window.isEmpty()) {
      return;
    }
    List<Pending> expected = window.stream().filter(each -> !present.contains(each.id())).toList();
    List<Pending> missing =
        stored.missing(
            new Batch(CHANNEL, tracked, List.copyOf(window)),
            conflict -> {
              throw new AssertionError(conflict.toString());
            });
    assertThat(missing).isEqualTo(expected);
  }

  private void store(TreeSet<Long> ids) {
    List<Message> messages = ids.stream().map(StoredMessagesTest::message).toList();
    for (int i = 0; i < messages.size(); i += 500) {
      List<Message> part = messages.subList(i, Math.min(i + 500, messages.size()));
      node.appendAll(new AppendAll(CHANNEL, part), CALL).toCompletableFuture().join();
    }
  }

  private static TreeSet<Long> some(Random random, int range) {
    TreeSet<Long> ids = new TreeSet<>();
    int count = random.nextInt(500);
    for (int i = 0; i < count; i++) {
      ids.add((long) random.nextInt(range) - range / 2);
    }
    return ids;
  }

  private static Message message(long id) {
    return Message.created(new MessageId(id), 7, Body.of("text"));
  }
}
