package dev.weir.node.failover;

import dev.weir.messages.ErrorCode;
import dev.weir.topology.Region;
import java.util.Optional;

/**
 * Told what failover does, for metrics. Quick, asks nothing back; any thread, locks may be held.
 */
public interface FailoverEvents {

  /** Tells nobody. */
  FailoverEvents NONE =
      new FailoverEvents() {
        @Override
        public void answered(Region region, Optional<ErrorCode> failure) {}

        @Override
        public void moved(Transition transition) {}

        @Override
        public void hedged(Region region) {}

        @Override
        public void hedgeWon(Region region) {}

        @Override
        public void retried(Region region) {}

        @Override
        public void refusedByBudget() {}
      };

  /** A region answered, with success or a failure, in time or too late for anybody to hear. */
  void answered(Region region, Optional<ErrorCode> failure);

  void moved(Transition transition);

  /** A read was sent to a second region, too, as the first was slow. */
  void hedged(Region region);

  /** The second region answered such a read. */
  void hedgeWon(Region region);

  /** A request was sent to this region after another attempt had failed. */
  void retried(Region region);

  /** A second attempt was not made: too many had been made before. */
  void refusedByBudget();
}
