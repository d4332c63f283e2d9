package dev.weir.node.logs;

/** How a line of the log looks. */
public enum LogFormat {
  TEXT,
  JSON
}
