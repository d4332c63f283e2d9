package dev.weir.chaos.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On a clock that a request moves: nothing here depends on the machine. */
class LoadTest {

  private static final long MILLI = 1_000_000;
  private static final Cpu.Meter NOBODY = new Cpu.Meter(Long.MAX_VALUE, Long.MAX_VALUE);

  private final AtomicLong now = new AtomicLong();

  private CompletableFuture<String> takes(long millis) {
    now.addAndGet(millis * MILLI);
    return CompletableFuture.completedFuture("done");
  }

  @Test
  void closedLoad_asksAgainWhenAnswered() {
    Sample sample = new ClosedLoad(1).run(_ -> takes(10), Duration.ofSeconds(1), now::get);
    assertThat(sample.answers()).isEqualTo(100);
    assertThat(sample.perSecond()).isEqualTo(100);
    assertThat(sample.latencies().millis(99)).isBetween(9.99, 10.01);
  }

  @Test
  void openLoad_chargesAStallWithAllThatItHeldUp() {
    Sample sample =
        new OpenLoad(1_000)
            .run(number -> takes(number == 0 ? 100 : 0), Duration.ofMillis(100), now::get);
    assertThat(sample.answers()).isEqualTo(100);
    assertThat(sample.latencies().millis(50)).isBetween(49.0, 52.0);
    assertThat(sample.latencies().millis(100)).isBetween(99.9, 100.1);
  }

  @Test
  void openLoad_spreadsRequestsEvenly() {
    OpenLoad load = new OpenLoad(2_000);
    assertThat(load.dueNanos(3)).isEqualTo(1_500_000);
    assertThat(load.dueBy(1_499_999)).isEqualTo(3);
    assertThat(load.dueBy(1_500_000)).isEqualTo(4);
  }

  @Test
  void openLoad_thatIsNotCarried_isNotReached() {
    Sample carried = new OpenLoad(10).run(_ -> takes(100), Duration.ofSeconds(1), now::get);
    Sample tooMuch = new OpenLoad(10).run(_ -> takes(200), Duration.ofSeconds(1), now::get);
    assertThat(carried.isReached()).isTrue();
    assertThat(tooMuch.isReached()).isFalse();
    assertThat(tooMuch.perSecond()).isEqualTo(5);
  }

  @Test
  void rounds_refuseAFigureAfterAnError() {
    Rounds rounds = new Rounds(new Plan(1, Duration.ofMillis(10), 0), NOBODY, now::get, _ -> {});
    Side broken =
        new Side(
            "rival",
            number -> {
              now.addAndGet(MILLI);
              return number == 3
                  ? CompletableFuture.failedFuture(new IllegalStateException("broken"))
                  : CompletableFuture.completedFuture(1);
            });
    assertThatThrownBy(() -> rounds.run("load", new ClosedLoad(1), List.of(broken)))
        .isInstanceOf(NoFigureException.class)
        .hasMessageContaining("1 of 10 requests of rival failed")
        .hasMessageContaining("broken");
  }

  @Test
  void rounds_goInTurns() {
    StringBuilder order = new StringBuilder();
    Rounds rounds = new Rounds(new Plan(2, Duration.ofMillis(1), 0), NOBODY, now::get, _ -> {});
    Map<String, List<Sample>> samples =
        rounds.run("load", new ClosedLoad(1), List.of(side("a", order), side("b", order)));
    assertThat(order).hasToString("abab");
    assertThat(samples).containsOnlyKeys("a", "b");
    assertThat(samples.get("a")).hasSize(2);
  }

  private Side side(String name, StringBuilder order) {
    return new Side(
        name,
        _ -> {
          order.append(name);
          return takes(1);
        });
  }

  @Test
  void warmUp_endsWhenNothingGetsCheaper() {
    assertThat(Rounds.isStable(List.of(10.0))).isFalse();
    assertThat(Rounds.isStable(List.of(10.0, 8.0))).isFalse();
    assertThat(Rounds.isStable(List.of(10.0, 8.0, 7.9))).isTrue();
    assertThat(Rounds.isStable(List.of(10.0, 12.0))).isTrue();
  }

  @Test
  void cpu_isCountedByProcess() {
    Cpu used = new Cpu(50, 40, 30).since(new Cpu(20, 20, 20));
    assertThat(used).isEqualTo(new Cpu(30, 20, 10));
    assertThat(used.total()).isEqualTo(60);
    assertThat(Cpu.nanos(Long.MAX_VALUE)).isZero();
    assertThat(Cpu.nanos(ProcessHandle.current().pid())).isPositive();
  }

  @Test
  void latencies_keepThreeDigits() {
    Latencies latencies = new Latencies();
    for (int i = 1; i <= 1_000; i++) {
      latencies.record(i * MILLI);
    }
    latencies.record(-1);
    latencies.record(Duration.ofHours(1).toNanos());
    assertThat(latencies.millis(50)).isBetween(499.0, 501.0);
    assertThat(latencies.millis(99)).isBetween(989.0, 992.0);
    assertThat(latencies.millis(100)).isBetween(120_000.0, 120_200.0);
  }
}
