package dev.weir.chaos.drill;

import dev.weir.chaos.drill.spec.StopConditions;
import dev.weir.chaos.history.Stretch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Why a drill is to be broken off: somebody said so, or a stop condition holds. */
final class Brake {

  /** Fewer requests say nothing of a share. */
  static final int LEAST = 20;

  private static final double PERCENT = 100;

  private final StopConditions conditions;
  private final Path stopFile;
  private final AtomicReference<Optional<String>> said = new AtomicReference<>(Optional.empty());

  /**
   * A brake that nobody has pulled.
   *
   * @param stopFile pulls it when it is there
   */
  Brake(StopConditions conditions, Path stopFile) {
    this.conditions = conditions;
    this.stopFile = stopFile;
  }

  /** Pulls it, from any thread. */
  void pull(String why) {
    said.compareAndSet(Optional.empty(), Optional.of(why));
  }

  /** Whether somebody has said so. */
  void look() throws Aborted {
    if (Files.exists(stopFile)) {
      pull("weir drill stop");
    }
    Optional<String> why = said.get();
    if (why.isPresent()) {
      throw new Aborted(why.get());
    }
  }

  /**
   * Why the latest requests say that it is too much; empty if they do not.
   *
   * @param harmed of the harmed region's callers, over the window of the conditions
   * @param others of each other region's, by its name
   */
  static Optional<String> tooMuch(
      StopConditions conditions, Stretch harmed, Map<String, Stretch> others) {
    if (errors(harmed) > conditions.errorPercent()) {
      return Optional.of(
          "stop.error-rate: %.1f %% of the harmed region's requests failed, stop is above %s %%"
              .formatted(errors(harmed), conditions.errorPercent()));
    }
    for (Map.Entry<String, Stretch> other : others.entrySet()) {
      Stretch stretch = other.getValue();
      if (errors(stretch) > conditions.survivorErrorPercent()) {
        return Optional.of(
            "stop.survivor-error-rate: %.1f %% of the requests in %s failed, stop is above %s %%"
                .formatted(errors(stretch), other.getKey(), conditions.survivorErrorPercent()));
      }
      double most = conditions.survivorP99().toMillis();
      if (stretch.operations() >= LEAST && stretch.p99Millis() > most) {
        return Optional.of(
            "stop.survivor-p99: %.0f ms in %s, stop is above %.0f ms"
                .formatted(stretch.p99Millis(), other.getKey(), most));
      }
    }
    return Optional.empty();
  }

  StopConditions conditions() {
    return conditions;
  }

  private static double errors(Stretch stretch) {
    return stretch.operations() < LEAST ? 0 : PERCENT * stretch.failed() / stretch.operations();
  }
}
