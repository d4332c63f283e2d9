package dev.weir.node.ingest;

/** A line that was not imported, and why. */
record Rejection(long line, String reason) {}
