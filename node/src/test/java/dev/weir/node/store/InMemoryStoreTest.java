package dev.weir.node.store;

import java.time.Duration;
import java.time.Instant;

/** The in-memory store keeps the contract. */
final class InMemoryStoreTest implements StoreContract {

  private final SettableWall wall = new SettableWall(Instant.parse("2026-06-01T12:00:00Z"));
  private final StoreSubject subject =
      new StoreSubject(
          new InMemoryStore(wall, System::nanoTime, Duration.ofSeconds(60)),
          wall,
          System::nanoTime);

  @Override
  public StoreSubject subject() {
    return subject;
  }
}
