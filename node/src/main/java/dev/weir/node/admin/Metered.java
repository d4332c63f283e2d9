package dev.weir.node.admin;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.Ticker;
import dev.weir.messages.WeirException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Measures every request that passes: how many, how long, with what outcome. */
public final class Metered implements Room {

  private static final String OK = "ok";

  private final Room next;
  private final MeterRegistry registry;
  private final Ticker ticker;
  private final Map<Class<?>, Operation> operations = new ConcurrentHashMap<>();

  /** Made once: made where it is needed it would be garbage of every request. */
  private final Function<Class<?>, Operation> beginning = Operation::new;

  public Metered(Room next, MeterRegistry registry, Ticker ticker) {
    this.next = next;
    this.registry = registry;
    this.ticker = ticker;
  }

  /** Many wait at once: each keeps when it began and its operation, not the request. */
  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    Operation operation = operations.computeIfAbsent(request.getClass(), beginning);
    long begun = ticker.nanos();
    return next.pass(request, call)
        .whenComplete((answer, failure) -> operation.ended(begun, outcome(failure)));
  }

  /** One kind of request, with one timer for each outcome: both are few. */
  private final class Operation {

    private final String name;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    Operation(Class<?> request) {
      this.name = operation(request);
    }

    void ended(long begun, String outcome) {
      timers
          .computeIfAbsent(outcome, this::register)
          .record(Duration.ofNanos(ticker.nanos() - begun));
    }

    private Timer register(String outcome) {
      return Timer.builder("weir.requests")
          .description("Requests by operation and outcome")
          .tag("operation", name)
          .tag("outcome", outcome)
          .publishPercentileHistogram()
          .minimumExpectedValue(Duration.ofNanos(100_000))
          .maximumExpectedValue(Duration.ofSeconds(10))
          .register(registry);
    }
  }

  private static String operation(Class<?> request) {
    return request.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static String outcome(@Nullable Throwable failure) {
    if (failure == null) {
      return OK;
    }
    return WeirException.of(failure).code().name().toLowerCase(Locale.ROOT);
  }
}
