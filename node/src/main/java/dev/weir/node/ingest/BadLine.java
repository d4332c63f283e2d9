package dev.weir.node.ingest;

/** A line that cannot be imported, and why: in words for the one who mends the file. */
final class BadLine extends Exception {

  BadLine(String reason) {
    super(reason, null, false, false); // Without a stack trace: a file may hold many.
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
