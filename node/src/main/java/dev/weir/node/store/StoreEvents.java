package dev.weir.node.store;

/**
 * Hears what a store does, so that metrics and tests can count it. Called on the path of requests:
 * must neither block nor throw.
 */
@FunctionalInterface
public interface StoreEvents {

  /** Hears nothing. */
  StoreEvents NONE = event -> {};

  void happened(StoreEvent event);
}
