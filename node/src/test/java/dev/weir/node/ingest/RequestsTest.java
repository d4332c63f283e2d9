package dev.weir.node.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.MessageId;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RequestsTest {

  private static final Get GET = new Get(new ChannelId(1), new MessageId(2));

  @Test
  void noMoreRequestsThanAllowed_areInFlight() throws Exception {
    Queue<CompletableFuture<Found>> open = new ConcurrentLinkedQueue<>();
    Room silent =
        new Room() {
          @Override
          @SuppressWarnings("unchecked") // Only Get is asked.
          public <A extends Answer> CompletionStage<A> pass(Request<A> request, Call call) {
            CompletableFuture<Found> answer = new CompletableFuture<>();
            open.add(answer);
            return (CompletionStage<A>) answer;
          }
        };
    Requests requests =
        new Requests(
            silent,
            () -> Call.by(new Deadline(Long.MAX_VALUE)),
            ImportOptions.DEFAULT.withConcurrency(3),
            new SplittableRandom(1));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Found>> asked = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        asked.add(threads.submit(() -> requests.ask(GET)));
      }
      for (int answered = 0; answered < 10; answered++) {
        int expected = Math.min(3, 10 - answered);
        await().atMost(Duration.ofSeconds(10)).until(() -> open.size() == expected);
        open.remove().complete(new Found(Optional.empty()));
      }
      for (Future<Found> each : asked) {
        assertThat(each.get().message()).isEmpty();
      }
    }
  }

  @Test
  void pauses_growUpToTheirMaximum_andHonourTheNode() {
    Patience patience = new Patience(9, Duration.ofMillis(100), Duration.ofSeconds(1));
    SplittableRandom chance = new SplittableRandom(3);

    assertThat(patience.pause(1, Duration.ZERO, chance)).isBetween(ms(50), ms(100));
    assertThat(patience.pause(3, Duration.ZERO, chance)).isBetween(ms(200), ms(400));
    assertThat(patience.pause(60, Duration.ZERO, chance)).isBetween(ms(500), ms(1_000));
    assertThat(patience.pause(1, ms(7_000), chance)).isEqualTo(ms(7_000));
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
