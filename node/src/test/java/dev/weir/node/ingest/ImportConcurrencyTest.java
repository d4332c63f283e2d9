package dev.weir.node.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.AppendAll;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Message;
import dev.weir.messages.Page;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ImportConcurrencyTest {

  private static final int LINES = 40;
  private static final int WINDOW = 10;

  /** Answers appends when the test says so. */
  private static final class SlowNode implements Room {
    private record Open(AppendAll request, CompletableFuture<Acknowledged> answer) {}

    private final Queue<Open> open = new ConcurrentLinkedQueue<>();

    @Override
    @SuppressWarnings("unchecked") // Each request is answered by its own type.
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      if (request instanceof AppendAll append) {
        CompletableFuture<Acknowledged> answer = new CompletableFuture<>();
        open.add(new Open(append, answer));
        return ((CompletionStage<A>) answer).thenApply(done -> Served.of(done, Receipt.NONE));
      }
      return CompletableFuture.completedStage(Served.of((A) Page.EMPTY, Receipt.NONE));
    }
  }

  @Test
  @Timeout(60) // A node that is left without an answer would hold the test for ever.
  void requestsInFlight_areBounded_andEarlierWindowsComeFirst() throws Exception {
    SlowNode node = new SlowNode();
    Importer importer =
        new Importer(
            node,
            () -> Call.by(new Deadline(Long.MAX_VALUE)),
            ImportOptions.DEFAULT.withConcurrency(3).withWindowLines(WINDOW),
            ImportListener.NONE,
            () -> 0,
            new SplittableRandom(1));
    List<Integer> windows = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ImportSummary> run =
          threads.submit(() -> importer.run(ImportFixture.source(lines()), Checkpoints.none()));
      for (int answered = 0; answered < LINES; answered++) {
        int expected = Math.min(3, LINES - answered);
        await()
            .pollInterval(Duration.ofMillis(1))
            .atMost(Duration.ofSeconds(20))
            .until(() -> node.open.size() == expected);
        SlowNode.Open first = node.open.remove();
        windows.add(line(first.request().messages().getFirst()) / WINDOW);
        first.answer().complete(new Acknowledged());
      }
      assertThat(run.get().added()).isEqualTo(LINES);
    }
    for (int i = 0; i < LINES; i++) {
      assertThat(windows.get(i))
          .as("window of answer %d, of three in flight", i)
          .isBetween((i - 3) / WINDOW, (i + 3) / WINDOW);
    }
  }

  /** Every line is of a channel of its own. */
  private static String[] lines() {
    String[] lines = new String[LINES];
    for (int i = 0; i < LINES; i++) {
      lines[i] = ImportFixture.line("channel-" + i, 1_600_000_000_000L + i, Integer.toString(i));
    }
    return lines;
  }

  private static int line(Message message) {
    return Integer.parseInt(message.content());
  }
}
