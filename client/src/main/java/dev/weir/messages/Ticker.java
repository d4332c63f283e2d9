package dev.weir.messages;

/** A clock for durations, never for dates: {@link System#nanoTime} in production. */
@FunctionalInterface
public interface Ticker {

  /** Nanoseconds from an arbitrary origin; only differences mean anything. */
  long nanos();
}
