package dev.weir.node.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One that was let through to see, and of which nobody told how it went, is forgotten in time. */
class AllRegionsTest {

  private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

  private final AtomicLong nanos = new AtomicLong(1);
  private final AllRegions breaker = new AllRegions(Duration.ofMillis(500), nanos::get);

  private void pass(long millis) {
    nanos.addAndGet(millis * MILLISECOND);
  }

  private void leave() {
    for (int i = 0; i < 4; i++) {
      assertThat(breaker.mayBeAsked()).isTrue();
      breaker.failed(MILLISECOND);
    }
    assertThat(breaker.mayBeAsked()).isFalse();
  }

  @Test
  void eachSecond_oneIsLetThrough_andBringsTheOthersBack() {
    leave();
    pass(1_001);
    assertThat(breaker.mayBeAsked()).isTrue();
    assertThat(breaker.mayBeAsked()).isFalse();
    breaker.answered(MILLISECOND);
    assertThat(breaker.mayBeAsked()).isTrue();
    assertThat(breaker.mayBeAsked()).isTrue();
  }

  @Test
  void oneThatIsLost_barsTheWayForASecond_byTheNodesOwnTime_andWithoutAThread() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    leave();
    pass(1_001);
    assertThat(breaker.mayBeAsked()).isTrue();
    pass(999);
    assertThat(breaker.mayBeAsked()).isFalse();
    pass(1);
    assertThat(breaker.mayBeAsked()).isFalse();
    pass(1_001);
    assertThat(breaker.mayBeAsked()).isTrue();
    assertThat(Thread.getAllStackTraces().keySet()).isSubsetOf(before);
  }
}
