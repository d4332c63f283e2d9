package dev.weir.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.AppendAll;
import dev.weir.messages.Body;
import dev.weir.messages.DeleteBulk;
import dev.weir.messages.Edit;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes at random, and keeps the plainest model of what must come of it: a message is there if it
 * was appended and never deleted, and says what its latest edit says.
 */
final class RandomWrites {

  /** What must have become of a message. */
  private static final class Fate {
    boolean appended;
    boolean deleted;
    long editedAt = Long.MIN_VALUE;
    String edit = "";
  }

  private final StoreSubject subject;
  private final Random random;
  private final NavigableMap<MessageId, Fate> fates = new TreeMap<>();

  /**
   * Never to be appended: their deletion, or the removal of their lone edit, may have come first.
   */
  private final Set<MessageId> late = new HashSet<>();

  private final List<MessageId> pool = new ArrayList<>();
  private final String story;
  private final boolean partialPages;

  /** {@code partialPages}: whether the store's limits are so tight that it may cut any page. */
  RandomWrites(StoreSubject subject, long seed, boolean partialPages) {
    this.subject = subject;
    this.random = new Random(seed);
    this.story = "seed " + seed;
    this.partialPages = partialPages;
    long[] daysAgo = {8_000, 4_600, 4_599, 2_000, 365, 30, 21, 20, 2, 1, 0, 0, 0};
    for (long days : daysAgo) {
      for (int i = 0; i < 12; i++) {
        Duration ago = Duration.ofDays(days).plusMillis(1 + random.nextInt(3_600_000));
        MessageId id = subject.idAgo(ago, random.nextInt(4));
        pool.add(id);
        fates.put(id, new Fate());
      }
    }
  }

  /** Runs so many writes; how many comparisons were made. */
  int run(int writes) {
    int compared = 0;
    for (int i = 1; i <= writes; i++) {
      write(random.nextInt(100));
      if (i % 40 == 0) {
        compare();
        compared++;
      }
      if (i % 250 == 0) {
        fates.forEach((id, fate) -> {
          if (!fate.appended) {
            late.add(id);
          }
        });
        subject.wall().advance(Duration.ofDays(random.nextInt(1, 4)));
        for (int fresh = 0; fresh < 12; fresh++) {
          MessageId id = subject.idAgo(Duration.ofMinutes(random.nextInt(1, 500)), fresh);
          pool.add(id);
          fates.putIfAbsent(id, new Fate());
        }
      }
    }
    compare();
    return compared + 1;
  }

  private void write(int dice) {
    MessageId id = any();
    if (dice < 35) {
      if (!late.contains(id)) {
        subject.append(id);
        fates.get(id).appended = true;
      }
    } else if (dice < 45) {
      appendSome();
    } else if (dice < 80) {
      edit(id);
    } else if (dice < 94) {
      subject.delete(id, id.unixMicros() + 1 + random.nextInt(1_000_000));
      fates.get(id).deleted = true;
    } else if (dice < 98) {
      deleteSome();
    } else if (random.nextInt(3) == 0) {
      deleteBelow(id);
    }
  }

  private void appendSome() {
    Set<MessageId> ids = new HashSet<>();
    for (int i = random.nextInt(1, 30); i > 0; i--) {
      MessageId id = any();
      if (!late.contains(id)) {
        ids.add(id);
        fates.get(id).appended = true;
      }
    }
    if (!ids.isEmpty()) {
      subject.ask(
          new AppendAll(subject.channel(), ids.stream().map(StoreSubject::messageOf).toList()));
    }
  }

  private void edit(MessageId id) {
    // few distinct times, so that some edits tie
    long at = id.unixMicros() + 1 + random.nextInt(5) * 100_000L;
    String text = "edit " + random.nextInt(30);
    subject.ask(new Edit(subject.channel(), id, Body.of(text), at));
    Fate fate = fates.get(id);
    if (at > fate.editedAt || (at == fate.editedAt && beats(text, fate.edit))) {
      fate.editedAt = at;
      fate.edit = text;
    }
  }

  private static boolean beats(String one, String other) {
    byte[] first = one.getBytes(StandardCharsets.UTF_8);
    byte[] second = other.getBytes(StandardCharsets.UTF_8);
    return first.length == second.length
        ? Arrays.compareUnsigned(first, second) > 0
        : first.length > second.length;
  }

  private void deleteSome() {
    Set<MessageId> ids = new HashSet<>();
    for (int i = random.nextInt(1, 10); i > 0; i--) {
      MessageId id = any();
      ids.add(id);
      fates.get(id).deleted = true;
    }
    long at = subject.wall().micros();
    subject.ask(new DeleteBulk(subject.channel(), new DeleteBulk.Ids(List.copyOf(ids)), at));
  }

  private void deleteBelow(MessageId id) {
    subject.deleteBelow(id, subject.wall().micros());
    fates
        .headMap(id)
        .forEach((below, fate) -> {
          if (fate.appended) {
            fate.deleted = true;
          } else {
            late.add(below);
          }
        });
  }

  private MessageId any() {
    return pool.get(random.nextInt(pool.size()));
  }

  private void compare() {
    List<Message> expected = new ArrayList<>();
    fates.forEach((id, fate) -> message(id, fate).ifPresent(expected::add));
    List<Message> newestFirst = expected.reversed();
    int limit = random.nextInt(1, 60);
    assertThat(subject.walkOlder(Slice.newest(), limit)).as(story).isEqualTo(newestFirst);
    assertThat(subject.walkNewer(new Slice.After(MessageId.MIN), limit))
        .as(story)
        .isEqualTo(expected);
    MessageId at = any();
    List<Message> below = newestFirst.stream().filter(m -> m.id().compareTo(at) < 0).toList();
    List<Message> above = expected.stream().filter(m -> m.id().compareTo(at) > 0).toList();
    assertThat(subject.walkOlder(Slice.before(at), limit)).as(story).isEqualTo(below);
    assertThat(subject.walkNewer(new Slice.After(at), limit)).as(story).isEqualTo(above);
    compareSince(at, limit, newestFirst, above);
    compareAround(at, limit, newestFirst, above);
    Optional<Message> one = message(at, fates.get(at));
    assertThat(subject.get(at)).as(story).isEqualTo(one);
  }

  private void compareSince(
      MessageId at, int limit, List<Message> newestFirst, List<Message> above) {
    assertThat(subject.walkOlder(Slice.since(at), limit)).as(story).isEqualTo(newestFirst);
    Page page = subject.page(Slice.since(at), limit);
    int size = page.partial() ? page.messages().size() : Math.min(limit, above.size());
    assertThat(page.messages()).as(story).isEqualTo(above.reversed().subList(0, size));
    assertThat(page.partial() && !partialPages).as(story).isFalse();
  }

  private void compareAround(
      MessageId at, int limit, List<Message> newestFirst, List<Message> above) {
    Page page = subject.page(Slice.around(at), limit);
    if (page.partial() && partialPages) {
      return;
    }
    assertThat(page.partial()).as(story).isFalse();
    int half = (limit + 1) / 2;
    List<Message> around =
        new ArrayList<>(above.subList(0, Math.min(limit - half, above.size())).reversed());
    newestFirst.stream().filter(m -> m.id().compareTo(at) <= 0).limit(half).forEach(around::add);
    assertThat(page.messages()).as(story).isEqualTo(around);
  }

  private static Optional<Message> message(MessageId id, Fate fate) {
    if (!fate.appended || fate.deleted) {
      return Optional.empty();
    }
    return Optional.of(
        fate.editedAt == Long.MIN_VALUE
            ? StoreSubject.messageOf(id)
            : new Message(
                id,
                StoreSubject.authorOf(id),
                Body.of(fate.edit),
                Optional.of(Instant.EPOCH.plus(fate.editedAt, ChronoUnit.MICROS))));
  }
}
