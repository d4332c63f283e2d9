package dev.weir.node.cli;

import dev.weir.messages.Ticker;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;

/**
 * What the process runs in.
 *
 * @param clock tells what {@code 2h ago} means
 */
record Surroundings(
    Streams streams,
    Map<String, String> environment,
    InstantSource clock,
    Ticker ticker,
    Connector connector,
    Interrupts interrupts) {

  static Surroundings ofProcess() {
    return new Surroundings(
        Streams.ofProcess(),
        System.getenv(),
        Clock.systemUTC(),
        System::nanoTime,
        ClientConnection::connect,
        new Interrupts());
  }
}
