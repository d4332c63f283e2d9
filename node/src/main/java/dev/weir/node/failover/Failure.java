package dev.weir.node.failover;

/** Tells Resilience4j's breakers that something failed; nobody throws or catches it. */
final class Failure extends Exception {

  private static final long serialVersionUID = 1;

  Failure(String message) {
    super(message, null, false, false);
  }
}
