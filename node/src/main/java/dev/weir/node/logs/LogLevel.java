package dev.weir.node.logs;

/** The least urgent lines that are logged. */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG
}
