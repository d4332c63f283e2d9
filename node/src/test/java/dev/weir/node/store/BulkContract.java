package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.AppendAll;
import dev.weir.messages.ChannelPage;
import dev.weir.messages.Channels;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.MessageId;
import dev.weir.messages.Slice;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many messages at once: appended, deleted; and the list of all channels. */
public interface BulkContract {

  StoreSubject subject();

  /** Appends messages of these ids, in as many requests as it takes. */
  static void appendAll(StoreSubject subject, List<MessageId> ids) {
    for (int from = 0; from < ids.size(); from += AppendAll.MAX_MESSAGES) {
      List<MessageId> some = ids.subList(from, Math.min(ids.size(), from + AppendAll.MAX_MESSAGES));
      subject.ask(
          new AppendAll(subject.channel(), some.stream().map(StoreSubject::messageOf).toList()));
    }
  }

  @Test
  default void appendAll_ofManyBuckets_keepsEach() {
    List<MessageId> oldestFirst = new ArrayList<>();
    for (int day = 400; day > 0; day--) {
      oldestFirst.add(subject().idAgo(Duration.ofDays(day), day % 1_024));
    }
    appendAll(subject(), oldestFirst);
    var walked = subject().walkOlder(Slice.newest(), 100);
    assertThat(StoreSubject.idsOf(walked)).isEqualTo(oldestFirst.reversed());
    assertThat(walked).allMatch(message -> message.equals(StoreSubject.messageOf(message.id())));
  }

  @Test
  default void appendAll_datesEachMessageForItself() {
    MessageId early = subject().idAgo(Duration.ofMinutes(50), 0);
    MessageId late = subject().idAgo(Duration.ofMinutes(5), 0);
    subject().delete(early, late.unixMicros() - 1);
    subject().delete(late, late.unixMicros() + 1);
    MessageId kept = subject().idAgo(Duration.ofMinutes(5), 1);
    subject().edit(kept, "edited before", kept.unixMicros() + 1);
    appendAll(subject(), List.of(early, late, kept));
    assertThat(subject().ids(Slice.newest(), 10)).containsExactly(kept);
    assertThat(subject().get(kept).orElseThrow().content()).isEqualTo("edited before");
  }

  @Test
  default void deleteBulk_ofIds_deletesThoseAndNoOthers() {
    List<MessageId> ids = new ArrayList<>();
    for (int day = 300; day > 0; day--) {
      ids.add(subject().idAgo(Duration.ofDays(day), 0));
    }
    appendAll(subject(), ids);
    List<MessageId> doomed = new ArrayList<>();
    List<MessageId> kept = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      (i % 3 == 0 ? kept : doomed).add(ids.get(i));
    }
    var progress =
        subject()
            .ask(
                new DeleteBulk(
                    subject().channel(), new DeleteBulk.Ids(doomed), subject().wall().micros()));
    assertThat(progress.rest()).isEmpty();
    assertThat(StoreSubject.idsOf(subject().walkOlder(Slice.newest(), 100)))
        .isEqualTo(kept.reversed());
  }

  @Test
  default void deleteBulk_belowAnId_isExactInItsBucketAndReachesTheFirst() {
    List<MessageId> ids = new ArrayList<>();
    for (int day = 500; day > 0; day -= 5) {
      ids.add(subject().idAgo(Duration.ofDays(day), 0));
    }
    appendAll(subject(), ids);
    MessageId bound = ids.get(77);
    subject().deleteBelow(bound, subject().wall().micros());
    List<MessageId> kept = ids.subList(77, ids.size());
    assertThat(StoreSubject.idsOf(subject().walkOlder(Slice.newest(), 50)))
        .isEqualTo(kept.reversed());
    assertThat(StoreSubject.idsOf(subject().walkNewer(new Slice.After(MessageId.MIN), 50)))
        .isEqualTo(kept);
    ids.subList(0, 77).forEach(id -> assertThat(subject().get(id)).isEmpty());
  }

  @Test
  default void deleteBulk_belowAnIdOfAnEmptyChannel_isDoneAtOnce() {
    assertThat(subject().deleteBelow(subject().idAgo(Duration.ofDays(1), 0), now())).isOne();
    assertThat(subject().deleteBelow(MessageId.MIN, now())).isOne();
  }

  @Test
  default void editAfterABulkDeletion_staysDeleted() {
    List<MessageId> ids = subject().appendSome(3, Duration.ofMinutes(50));
    subject().deleteBelow(ids.getLast(), now());
    subject().wall().advance(Duration.ofSeconds(1));
    subject().edit(ids.getFirst(), "back?", now());
    assertThat(subject().get(ids.getFirst())).isEmpty();
    assertThat(subject().ids(Slice.newest(), 10)).containsExactly(ids.getLast());
  }

  @Test
  default void channels_listsEveryChannelWithMessagesOnce() {
    Set<ChannelId> mine = new HashSet<>();
    for (int i = 0; i < 25; i++) {
      var channel = new StoreSubject(subject().store(), subject().wall(), System::nanoTime);
      channel.append(channel.idAgo(Duration.ofDays(i * 30L), 0));
      channel.append(channel.idAgo(Duration.ofDays(i * 60L), 1));
      mine.add(channel.channel());
    }
    for (int limit : new int[] {1, 7, 1_000}) {
      List<ChannelId> listed = new ArrayList<>();
      Optional<ChannelId> after = Optional.empty();
      do {
        ChannelPage page = subject().ask(new Channels(after, limit));
        assertThat(page.channels()).hasSizeLessThanOrEqualTo(limit);
        listed.addAll(page.channels());
        after = page.next();
      } while (after.isPresent());
      assertThat(listed).doesNotHaveDuplicates().containsAll(mine);
    }
  }

  private long now() {
    return subject().wall().micros();
  }
}
