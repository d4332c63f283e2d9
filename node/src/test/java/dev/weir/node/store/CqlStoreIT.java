package dev.weir.node.store;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The CQL store keeps the contract, on a real database. */
final class CqlStoreIT implements StoreContract {

  private static final SettableWall WALL = CqlStores.wall();
  private static CqlStore store;

  private final StoreSubject subject = new StoreSubject(store, WALL, System::nanoTime);

  @BeforeAll
  static void open() {
    store = CqlStores.open(CqlStores.settings(), WALL, StoreEvents.NONE);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Override
  public StoreSubject subject() {
    return subject;
  }

  @Override
  public int modelWrites() {
    return 500;
  }
}
