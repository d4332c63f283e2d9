package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimersTest {

  /** Near its end, where careless arithmetic wraps. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 50);

  private final Timers timers = new Timers(now::get);
  private final List<String> ran = new ArrayList<>();

  @Test
  void timers_runInOrder_acrossTheTickersWrap() {
    timers.after(100, () -> ran.add("last"));
    timers.after(10, () -> ran.add("first"));
    timers.after(10, () -> ran.add("second"));
    assertThat(timers.leftNanos()).isEqualTo(10);
    timers.runDue();
    assertThat(ran).isEmpty();
    now.addAndGet(10);
    timers.runDue();
    assertThat(ran).containsExactly("first", "second");
    assertThat(timers.leftNanos()).isEqualTo(90);
    now.addAndGet(1_000);
    assertThat(timers.leftNanos()).isZero();
    timers.runDue();
    assertThat(ran).containsExactly("first", "second", "last");
    assertThat(timers.isEmpty()).isTrue();
  }

  @Test
  void cancelled_doesNotRun_evenByOneOfTheSameTime() {
    List<Timers.Timer> victim = new ArrayList<>();
    timers.after(5, () -> timers.cancel(victim.get(0)));
    victim.add(timers.after(5, () -> ran.add("cancelled")));
    now.addAndGet(5);
    timers.runDue();
    assertThat(ran).isEmpty();
    timers.cancel(victim.get(0));
  }

  @Test
  void timerMadeByATimer_waitsForItsTurn() {
    timers.after(5, () -> timers.after(5, () -> ran.add("later")));
    now.addAndGet(5);
    timers.runDue();
    assertThat(ran).isEmpty();
    now.addAndGet(5);
    timers.runDue();
    assertThat(ran).containsExactly("later");
  }
}
