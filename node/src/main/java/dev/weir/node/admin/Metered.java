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
import org.jspecify.annotations.Nullable;

/** Measures every request that passes: how many, how long, with what outcome. */
public final class Metered implements Room {

  private static final String OK = "ok";

  /** One timer for each operation and outcome: both are few. */
  private record Series(Class<?> operation, String outcome) {}

  private final Room next;
  private final MeterRegistry registry;
  private final Ticker ticker;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  public Metered(Room next, MeterRegistry registry, Ticker ticker) {
    this.next = next;
    this.registry = registry;
    this.ticker = ticker;
  }

  @Override
  public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
    long begun = ticker.nanos();
    return next.pass(request, call)
        .whenComplete((answer, failure) ->
            timers
                .computeIfAbsent(new Series(request.getClass(), outcome(failure)), this::register)
                .record(Duration.ofNanos(ticker.nanos() - begun)));
  }

  private Timer register(Series series) {
    return Timer.builder("weir.requests")
        .description("Requests by operation and outcome")
        .tag("operation", operation(series.operation()))
        .tag("outcome", series.outcome())
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofNanos(100_000))
        .maximumExpectedValue(Duration.ofSeconds(10))
        .register(registry);
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
