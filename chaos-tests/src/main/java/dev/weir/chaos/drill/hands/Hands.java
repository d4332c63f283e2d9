package dev.weir.chaos.drill.hands;

/** Harms what a drill is about, and heals it. */
public interface Hands extends AutoCloseable {

  /**
   * Does the harm; returns as soon as it is done. From then on it ends by itself: after the drill's
   * expiry, or when this process ends.
   */
  Evidence inject();

  /** Looks whether the harm is there. */
  Evidence check();

  /** Undoes it; may be called more than once. */
  Evidence heal();

  /** Starts the nodes of the other regions anew. */
  Evidence cold();

  /** Heals what is not, and lets go. */
  @Override
  void close();
}
