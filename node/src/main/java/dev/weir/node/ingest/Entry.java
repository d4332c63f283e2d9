package dev.weir.node.ingest;

/** What one line of a file says. */
record Entry(NumberOrName channel, long millis, Author author, String content) {}
