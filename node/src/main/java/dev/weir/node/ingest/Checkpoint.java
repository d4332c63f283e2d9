package dev.weir.node.ingest;

/**
 * How far an import came.
 *
 * @param source what is imported, and whereto
 * @param lines the leading lines of the source whose messages are all acknowledged, or rejected
 * @param messages how many of them were accepted
 * @param added how many messages were not stored before
 * @param rejected how many lines were rejected
 */
public record Checkpoint(String source, long lines, long messages, long added, long rejected) {

  static Checkpoint start(String source) {
    return new Checkpoint(source, 0, 0, 0, 0);
  }
}
