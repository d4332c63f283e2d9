package dev.weir.node;

import dev.weir.node.coalesce.Everywhere;
import dev.weir.node.failover.AllRegions;
import dev.weir.node.store.Store;

/** The replicas of every region: asked if there are any elsewhere, and while they answer. */
record Replicas(Store store, AllRegions breaker) implements Everywhere {

  @Override
  public boolean mayBeAsked() {
    return store.spansRegions() && breaker.mayBeAsked();
  }

  @Override
  public void answered(long nanos) {
    breaker.answered(nanos);
  }

  @Override
  public void failed(long nanos) {
    breaker.failed(nanos);
  }
}
