package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.node.bridge.Load;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong requests = new AtomicLong(1_000);
  private final Pace pace = new Pace(requests::get, () -> 7, () -> 64, nanos::get);

  @Test
  void rate_isThatOfTheTimeSinceTheLastLook() {
    requests.addAndGet(300);
    nanos.addAndGet(2_000_000_000L);
    assertThat(pace.look()).isEqualTo(new Load(150, 7, 64));
    nanos.addAndGet(1_000_000_000L);
    assertThat(pace.look().requestsPerSecond()).isZero();
  }

  @Test
  void looksCloseTogether_seeTheSame() {
    requests.addAndGet(100);
    nanos.addAndGet(1_000_000_000L);
    assertThat(pace.look().requestsPerSecond()).isEqualTo(100);
    requests.addAndGet(50);
    nanos.addAndGet(100_000_000L);
    assertThat(pace.look().requestsPerSecond()).isEqualTo(100);
  }
}
