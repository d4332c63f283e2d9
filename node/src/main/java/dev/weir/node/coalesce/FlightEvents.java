package dev.weir.node.coalesce;

import dev.weir.messages.Explanation.Role;

/** Told what happens to flights, for metrics. Quick; any thread. */
public interface FlightEvents {

  /** Tells nobody. */
  FlightEvents NONE =
      new FlightEvents() {
        @Override
        public void answered(Role role, int reads) {}

        @Override
        public void refused(Refusal reason) {}

        @Override
        public void sealed(int flights) {}

        @Override
        public void hedged() {}

        @Override
        public void abandoned() {}
      };

  /** So many reads ended, in success or not. */
  void answered(Role role, int reads);

  /** A read did not join a flight that was under way. */
  void refused(Refusal reason);

  /** A write closed so many flights to newcomers. */
  void sealed(int flights);

  /** A second flight began beside a slow one, for those who wait for that. */
  void hedged();

  /** A flight's last waiter left before its answer came. */
  void abandoned();
}
