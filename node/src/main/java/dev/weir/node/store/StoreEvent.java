package dev.weir.node.store;

/** What a store counts about itself: the contract of its metrics. */
public enum StoreEvent {
  /** A read of a channel's index partition. */
  INDEX_READ,
  /** A read of a bucket's partition, or of a part of one, for a page. */
  BUCKET_READ,
  /** A read of one message. */
  ROW_READ,
  /** A read that asked all replicas before something was scrubbed or marked. */
  CONFIRMING_READ,
  /** A read was repeated over a shorter time, because the database could not answer it. */
  READ_NARROWED,
  /** A page ended at a limit before it was full. */
  PARTIAL_PAGE,
  /** An edit without its message was removed. */
  HALF_ROW_SCRUBBED,
  /** An edit without its message should have been removed; a later read tries again. */
  SCRUB_FAILED,
  /** A bucket without messages left the index. */
  BUCKET_MARKED_EMPTY,
  /** A bucket without messages should have left the index; a later read tries again. */
  MARK_FAILED,
  /** An entry of a channel's index was written. */
  INDEX_WRITE,
  /** A batch of messages was written. */
  BATCH_WRITE
}
