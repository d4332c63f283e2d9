package dev.weir.node.coalesce;

import dev.weir.messages.Room;
import dev.weir.messages.Ticker;
import dev.weir.node.budget.RetryBudget;
import dev.weir.node.failover.Clocks;
import dev.weir.node.failover.Failover;
import dev.weir.node.failover.FailoverEvents;
import dev.weir.node.failover.FailoverSettings;
import dev.weir.node.failover.Regions;
import dev.weir.node.failover.Target;
import dev.weir.topology.Region;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Failover with nobody to stand in: what is left of it is that reads are tried once more. */
record LoneRegion(Region region, Room room) implements Target {

  static Failover before(Room origin, Ticker ticker, RetryBudget budget) {
    return new Failover(
        new Regions(
            new LoneRegion(new Region("eu"), origin),
            Tower.REGION,
            deadline -> CompletableFuture.completedStage(true),
            List.of()),
        FailoverSettings.DEFAULT,
        () -> 0,
        budget,
        new Clocks(ticker, InstantSource.system()),
        FailoverEvents.NONE);
  }

  @Override
  public boolean isReachable() {
    return true;
  }
}
