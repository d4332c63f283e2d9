package dev.weir.node.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.MessageId;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.topology.ChannelId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeteredTest {

  private static final int WARM_UP = 20_000;
  private static final int REQUESTS = 10_000;
  private static final Get GET = new Get(new ChannelId(42), MessageId.MIN);
  private static final Call CALL = Call.by(new Deadline(Long.MAX_VALUE));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  /** Answers everything with one stage. */
  private record Steady(CompletableFuture<Served<Answer>> stage) implements Room {

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // The test answers what it asks for.
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      return (CompletionStage) stage;
    }
  }

  @Test
  void request_isTimed_fromItsBeginToItsEnd() {
    AtomicLong nanos = new AtomicLong(7);
    CompletableFuture<Served<Answer>> stage = new CompletableFuture<>();
    var unused = new Metered(new Steady(stage), registry, nanos::get).pass(GET, CALL);
    nanos.addAndGet(1_500);
    stage.complete(Served.of(new Found(Optional.empty()), Receipt.NONE));

    var timer = registry.get("weir.requests").tag("operation", "get").tag("outcome", "ok").timer();
    assertThat(timer.count()).isEqualTo(1);
    assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(1_500);
  }

  @Test
  void waiting_isCheap() {
    assertThat(bytesOfOneThatWaits()).isLessThanOrEqualTo(90);
  }

  /** All that is allocated for a request that waits is kept until it ends. */
  private long bytesOfOneThatWaits() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Metered warm = new Metered(new Steady(new CompletableFuture<>()), registry, () -> 1);
    Metered metered = new Metered(new Steady(new CompletableFuture<>()), registry, () -> 1);
    passMany(warm, WARM_UP);
    passMany(metered, 1);
    long before = threads.getCurrentThreadAllocatedBytes();
    passMany(metered, REQUESTS);
    return (threads.getCurrentThreadAllocatedBytes() - before) / REQUESTS;
  }

  private static void passMany(Room room, int times) {
    for (int i = 0; i < times; i++) {
      var unused = room.pass(GET, CALL);
    }
  }
}
