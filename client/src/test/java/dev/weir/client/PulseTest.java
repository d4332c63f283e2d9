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
          Duration.ofSeconds(4),
          new Pulse.Patient() {
            @Override
            public void ping() {
              events.add(seconds() + " ping");
            }

            @Override
            public void suspect() {
              events.add(seconds() + " suspect");
            }

            @Override
            public void trust() {
              events.add(seconds() + " trust");
            }

            @Override
            public void dead() {
              events.add(seconds() + " dead");
            }
          });

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
    pulse.heard(false);
    passSeconds(35);
    assertThat(events).containsExactly("10 ping", "20 ping", "35 ping", "45 ping", "55 dead");
  }

  @Test
  void traffic_needsNoPing() {
    pulse.start();
    for (int i = 0; i < 20; i++) {
      passSeconds(3);
      pulse.heard(false);
    }
    assertThat(events).isEmpty();
  }

  @Test
  void unansweredRequest_asksAtOnce_andFaster() {
    pulse.start();
    passSeconds(1);
    pulse.missedSince(nanos(1));
    assertThat(events).containsExactly("1 ping");
    pulse.missedSince(nanos(1));
    passSeconds(10);
    assertThat(events).containsExactly("1 ping", "2 ping", "3 dead");
  }

  @Test
  void slowRequestAmongAnsweredOnes_isNoSuspicion() {
    pulse.start();
    passSeconds(2);
    pulse.heard(false);
    pulse.missedSince(nanos(1));
    passSeconds(5);
    assertThat(events).isEmpty();
  }

  @Test
  void suspicionDispelled_isQuietAgain() {
    pulse.start();
    passSeconds(1);
    pulse.missedSince(nanos(1));
    pulse.heard(false);
    passSeconds(9);
    assertThat(events).containsExactly("1 ping");
    passSeconds(3);
    assertThat(events).containsExactly("1 ping", "11 ping");
  }

  @Test
  void silenceWhereSomethingIsOwed_isAskedAtHalfTheTime_andSuspectAfterTheOther() {
    pulse.start();
    passSeconds(1);
    pulse.sent();
    passSeconds(1);
    assertThat(events).isEmpty();
    passSeconds(3);
    assertThat(events).containsExactly("3 ping", "5 suspect");
    assertThat(pulse.isSuspect()).isTrue();
  }

  @Test
  void answerToThePing_dispelsSuspicion_andSlownessIsNoSilence() {
    pulse.start();
    pulse.sent();
    for (int i = 0; i < 4; i++) {
      passSeconds(2);
      pulse.heard(true);
    }
    assertThat(events).containsExactly("2 ping", "4 ping", "6 ping", "8 ping");
    assertThat(pulse.isSuspect()).isFalse();
  }

  @Test
  void suspect_isTrustedAfterTheNextByte_andWatchedAgain() {
    pulse.start();
    pulse.sent();
    passSeconds(5);
    pulse.heard(true);
    assertThat(pulse.isSuspect()).isFalse();
    passSeconds(4);
    assertThat(events).containsExactly("2 ping", "4 suspect", "5 trust", "7 ping", "9 suspect");
  }

  @Test
  void nothingOwed_isNoSuspicion() {
    pulse.start();
    pulse.sent();
    passSeconds(1);
    pulse.heard(false);
    passSeconds(9);
    assertThat(events).isEmpty();
  }

  @Test
  void requestsThatPassTheirDeadlines_areStillOwed() {
    pulse.start();
    pulse.sent();
    passSeconds(1);
    pulse.sent();
    passSeconds(3);
    assertThat(events).containsExactly("2 ping", "4 suspect");
  }

  @Test
  void stallOfOurOwn_suspectsNobody() {
    pulse.start();
    pulse.sent();
    passSeconds(2);
    now.addAndGet(TimeUnit.SECONDS.toNanos(6));
    timers.runDue();
    assertThat(events).containsExactly("2 ping");
    passSeconds(2);
    assertThat(events).containsExactly("2 ping", "10 ping", "10 suspect");
  }

  @Test
  void stopped_isSilent() {
    pulse.start();
    pulse.stop();
    pulse.missedSince(nanos(1));
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
