package dev.weir.node.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Call;
import dev.weir.messages.Durability;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.History;
import dev.weir.messages.ReadLevel;
import dev.weir.messages.Slice;
import dev.weir.topology.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever regions, probes and the operator do: each request has exactly one outcome, by its
 * deadline, second attempts stay within the budget, and in the end every place is given back.
 */
class EveryOutcomeTest {

  private static final ErrorCode[] FAILURES = {
    ErrorCode.UNAVAILABLE,
    ErrorCode.OUTCOME_UNKNOWN,
    ErrorCode.OVERLOADED,
    ErrorCode.INVALID_ARGUMENT,
    ErrorCode.NOT_CONNECTED,
    ErrorCode.CONNECTION_LOST,
    ErrorCode.DEADLINE_EXCEEDED,
    ErrorCode.INTERNAL,
    ErrorCode.TOO_MANY_REQUESTS
  };

  /** A request, by when it must have ended, and how often it has. */
  private record Sent(CompletableFuture<?> end, long deadlineNanos, AtomicInteger outcomes) {}

  private final List<Sent> sent = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void oneOutcomeEach_inTime(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int credit = 1 + random.nextInt(200);
    Stage stage = new Stage(FailoverSettings.DEFAULT, credit, "us", "ap");
    for (int step = 0; step < 1_500; step++) {
      move(stage, random);
      stage.pass(10);
      for (Sent one : sent) {
        if (stage.nowNanos >= one.deadlineNanos()) {
          assertThat(one.end()).as("seed %d, step %d", seed, step).isDone();
        }
      }
    }
    stage.pass(3_010);
    assertThat(sent).hasSizeGreaterThan(500);
    assertThat(sent).allMatch(one -> one.end().isDone() && one.outcomes().get() == 1);
    assertThat(stage.failover.underWay()).isZero();
    assertThat(stage.hedged + stage.retried).isLessThanOrEqualTo(credit + sent.size() / 10);
    all(stage).forEach(asked -> finish(asked, random));
    assertThat(stage.failover.status().regions()).allMatch(region -> region.inFlight() == 0);
    assertThat(stage.answers).isEqualTo(all(stage).size());
  }

  private void move(Stage stage, SplittableRandom random) {
    if (random.nextInt(50) == 0) {
      stage.pulse = Stage.Pulse.values()[random.nextInt(3)];
      stage.away = random.nextInt(3) == 0 ? random.nextInt(101) : 0;
      stage.peers.forEach(peer -> peer.reachable = random.nextInt(4) != 0);
      for (Stage.FakeRegion region : regions(stage)) {
        mood(region, random);
      }
    }
    if (random.nextInt(2) == 0) {
      send(stage, random);
    }
    for (Stage.Asked asked : all(stage)) {
      if (!asked.outcome().isDone() && random.nextInt(40) == 0) {
        finish(asked, random);
      }
    }
  }

  private static void mood(Stage.FakeRegion region, SplittableRandom random) {
    switch (random.nextInt(3)) {
      case 0 -> region.answering();
      case 1 -> region.failing(FAILURES[random.nextInt(FAILURES.length)]);
      default -> region.silent();
    }
  }

  private void send(Stage stage, SplittableRandom random) {
    long millis = random.nextInt(3_000);
    Call call = stage.call(millis);
    call = random.nextInt(5) == 0 ? call.stay() : call;
    call = random.nextInt(5) == 0 ? call.at(ReadLevel.STRONG) : call;
    call = random.nextInt(5) == 0 ? call.kept(Durability.EVERY_REGION) : call;
    ChannelId channel = new ChannelId(random.nextInt(30));
    CompletableFuture<?> end =
        random.nextBoolean()
            ? stage.ask(new History(channel, Slice.newest(), 50), call)
            : stage.ask(Stage.append(), call);
    AtomicInteger outcomes = new AtomicInteger();
    sent.add(new Sent(end, call.deadline().atNanos(), outcomes));
    end.whenComplete((value, failure) -> outcomes.incrementAndGet());
  }

  private static List<Stage.FakeRegion> regions(Stage stage) {
    List<Stage.FakeRegion> all = new ArrayList<>(stage.peers);
    all.add(stage.eu);
    return all;
  }

  private static List<Stage.Asked> all(Stage stage) {
    return regions(stage).stream().flatMap(region -> region.asked.stream()).toList();
  }

  private static void finish(Stage.Asked asked, SplittableRandom random) {
    if (random.nextBoolean()) {
      asked.succeed();
    } else {
      asked.fail(FAILURES[random.nextInt(FAILURES.length)]);
    }
  }
}
