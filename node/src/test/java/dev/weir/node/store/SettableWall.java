package dev.weir.node.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A wall clock that stands until it is moved. */
public final class SettableWall implements InstantSource {

  private final AtomicReference<Instant> now;

  public SettableWall(Instant start) {
    now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  public long micros() {
    return millis() * 1_000;
  }

  public void advance(Duration by) {
    now.updateAndGet(before -> before.plus(by));
  }
}
