package dev.weir.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.topology.ChannelId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageNamerTest {

  private static final long NOW = 1_700_000_000_000L;

  private final HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(NOW));
  private final MessageNamer namer = new MessageNamer(clock, 3, 17);

  @Test
  void name_carriesTimeAndWorker() {
    MessageId id = namer.next();
    assertThat(id).isEqualTo(MessageId.of(NOW, 3, 17, 0));
    assertThat(namer.next()).isEqualTo(MessageId.of(NOW, 3, 17, 1));
  }

  @Test
  void names_beyondAMillisecondsWorth_pushTheClockOn() {
    MessageId last = namer.next();
    for (int i = 1; i < 10_000; i++) {
      MessageId next = namer.next();
      assertThat(next).isGreaterThan(last);
      assertThat(next.region()).isEqualTo(3);
      assertThat(next.worker()).isEqualTo(17);
      last = next;
    }
    assertThat(last.unixMillis()).isBetween(NOW + 9, NOW + 10);
    assertThat(clock.nextMicros()).isGreaterThan(last.unixMicros());
  }

  @Test
  void name_sortsAfterWhatWasRead() {
    MessageId read = MessageId.of(NOW + 5_000, 7, 510, 1_023);
    clock.observe(read);
    assertThat(namer.next()).isGreaterThan(read);
  }

  @Test
  void editOfANewMessage_isLaterThanIt() {
    MessageId id = namer.next();
    long atMicros = clock.nextMicros();
    assertThat(new Edit(new ChannelId(1), id, Body.of(""), atMicros)).isNotNull();
  }

  @Test
  void names_areUniqueUnderThreads() throws Exception {
    int threads = 4;
    int each = 25_000;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      Callable<Set<MessageId>> task =
          () -> {
            Set<MessageId> names = new HashSet<>();
            for (int i = 0; i < each; i++) {
              names.add(namer.next());
            }
            return names;
          };
      List<Callable<Set<MessageId>>> tasks =
          IntStream.range(0, threads).mapToObj(i -> task).toList();
      Set<MessageId> all = new HashSet<>();
      for (Future<Set<MessageId>> names : executor.invokeAll(tasks)) {
        all.addAll(names.get());
      }
      assertThat(all).hasSize(threads * each);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void workerOfImports_isNobodys() {
    assertThatThrownBy(() -> new MessageNamer(clock, 0, MessageId.IMPORT_WORKER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MessageNamer(clock, 8, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
