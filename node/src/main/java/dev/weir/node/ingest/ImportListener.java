package dev.weir.node.ingest;

/** Follows an import; told by the thread that runs it, in the order of lines. */
public interface ImportListener {

  /** Hears nothing. */
  ImportListener NONE = new ImportListener() {};

  /** The import goes on behind {@code line}, where an earlier one was interrupted. */
  default void resumed(long line) {}

  /** A line was not imported. */
  default void rejected(long line, String reason) {}

  /** Everything up to {@code line} is acknowledged or rejected. */
  default void settled(long line) {}
}
