package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.node.budget.RetryBudget;
import dev.weir.node.failover.Clocks;
import dev.weir.node.failover.Failover;
import dev.weir.node.failover.FailoverSettings;
import dev.weir.node.failover.Regions;
import dev.weir.topology.Region;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class FailoverMeterTest {

  private static final Region EU = new Region("eu");

  /** Is never asked. */
  private static final Room NOBODY =
      new Room() {
        @Override
        public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
          return new CompletableFuture<>();
        }
      };

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FailoverMeter meter = new FailoverMeter(registry);

  @Test
  void requests_byRegionAndOutcome() {
    meter.answered(EU, Optional.empty());
    meter.answered(EU, Optional.empty());
    meter.answered(EU, Optional.of(ErrorCode.UNAVAILABLE));
    assertThat(requests("ok")).isEqualTo(2);
    assertThat(requests("unavailable")).isEqualTo(1);
  }

  @Test
  void regionAtRest_isClosed_andHasAllItsChannels() {
    Failover failover =
        new Failover(
            new Regions(
                new HomeTarget(EU, NOBODY, () -> true),
                0,
                deadline -> CompletableFuture.completedStage(true),
                List.of()),
            FailoverSettings.DEFAULT,
            () -> 0,
            new RetryBudget(1),
            new Clocks(() -> 0, InstantSource.system()),
            meter);
    meter.watch(failover);
    assertThat(gauge("weir.failover.state")).isZero();
    assertThat(gauge("weir.failover.share.percent")).isEqualTo(100);
    assertThat(gauge("weir.failover.in.flight")).isZero();
  }

  private double gauge(String name) {
    return registry.get(name).tag("region", "eu").gauge().value();
  }

  private double requests(String outcome) {
    return registry
        .get("weir.failover.requests")
        .tags("region", "eu", "outcome", outcome)
        .counter()
        .count();
  }
}
