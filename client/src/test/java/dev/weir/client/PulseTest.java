package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Ten seconds between pings, in no time. */
class PulseTest {

  private final AtomicLong now = new AtomicLong();
  private final Timers timers = new Timers(now::get);
  private final List<String> events = new ArrayList<>();
  private final Pulse pulse =
      new Pulse(
          timers,
          Duration.ofSeconds(10),
          () -> events.add(seconds() + " ping"),
          () -> events.add(seconds() + " dead"));

  @Test
  void silence_isAskedTwice_thenGivenUp() {
    pulse.start();
    passSeconds(60);
    assertThat(events).containsExactly("10 ping", "20 ping", "30 dead");
    assertThat(timers.isEmpty()).isTrue();
  }

  @Test
  void answer_beginsTheCountAnew() {
    pulse.start();
    passSeconds(25);
    pulse.heard();
    passSeconds(35);
    assertThat(events).containsExactly("10 ping", "20 ping", "35 ping", "45 ping", "55 dead");
  }

  @Test
  void traffic_needsNoPing() {
    pulse.start();
    for (int i = 0; i < 20; i++) {
      passSeconds(3);
      pulse.heard();
    }
    assertThat(events).isEmpty();
  }

  @Test
  void unansweredRequest_asksAtOnce_andFaster() {
    pulse.start();
    passSeconds(1);
    pulse.suspectSince(nanos(1));
    assertThat(events).containsExactly("1 ping");
    pulse.suspectSince(nanos(1));
    passSeconds(10);
    assertThat(events).containsExactly("1 ping", "2 ping", "3 dead");
  }

  @Test
  void slowRequestAmongAnsweredOnes_isNoSuspicion() {
    pulse.start();
    passSeconds(2);
    pulse.heard();
    pulse.suspectSince(nanos(1));
    passSeconds(5);
    assertThat(events).isEmpty();
  }

  @Test
  void suspicionDispelled_isQuietAgain() {
    pulse.start();
    passSeconds(1);
    pulse.suspectSince(nanos(1));
    pulse.heard();
    passSeconds(9);
    assertThat(events).containsExactly("1 ping");
    passSeconds(3);
    assertThat(events).containsExactly("1 ping", "11 ping");
  }

  @Test
  void stopped_isSilent() {
    pulse.start();
    pulse.stop();
    pulse.suspectSince(nanos(1));
    passSeconds(60);
    assertThat(events).isEmpty();
  }

  private void passSeconds(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now.addAndGet(TimeUnit.SECONDS.toNanos(1));
      timers.runDue();
    }
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(now.get());
  }

  private static long nanos(int seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
