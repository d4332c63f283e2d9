package dev.weir.chaos.drill.hands;

/** Harms nothing: what is out of the ordinary is what callers do. */
public final class IdleHands implements Hands {

  @Override
  public Evidence inject() {
    return new Evidence("surge", true, "callers ask for more");
  }

  @Override
  public Evidence check() {
    return inject();
  }

  @Override
  public Evidence heal() {
    return new Evidence("surge ends", true, "callers ask for as much as before");
  }

  @Override
  public Evidence cold() {
    return new Evidence("cold", false, "a surge starts no nodes anew");
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
