package dev.weir.node.store;

import java.util.ArrayList;

/**
 * How large writes are cut.
 *
 * @param batchRows {@code database.writes.batch-rows}: messages in one batch, 1 to 1,000
 * @param batchBytes {@code database.writes.batch-bytes}: bytes of bodies in one batch, 1 KiB to 1
 *     MiB; a larger message is written alone
 * @param concurrency {@code database.writes.concurrency}: statements of one request in flight, 1 to
 *     64
 * @param bulkBuckets {@code database.writes.bulk-buckets}: buckets that one request to delete
 *     everything below an id handles, 1 to 256
 * @param knownBuckets {@code database.writes.known-buckets}: buckets remembered as being in the
 *     index, 0 to 10,000,000, about 100 bytes each
 */
public record WriteLimits(
    int batchRows, int batchBytes, int concurrency, int bulkBuckets, int knownBuckets) {

  /** The limits if nothing else is said. */
  public static final WriteLimits DEFAULT = new WriteLimits(100, 32 * 1024, 8, 16, 100_000);

  public WriteLimits {
    var problems = new ArrayList<String>();
    StoreSettings.within(problems, "database.writes.batch-rows", batchRows, 1, 1_000);
    StoreSettings.within(problems, "database.writes.batch-bytes", batchBytes, 1_024, 1_048_576);
    StoreSettings.within(problems, "database.writes.concurrency", concurrency, 1, 64);
    StoreSettings.within(problems, "database.writes.bulk-buckets", bulkBuckets, 1, 256);
    StoreSettings.within(problems, "database.writes.known-buckets", knownBuckets, 0, 10_000_000);
    StoreSettings.refuse(problems);
  }

  /** The same with another number of buckets a bulk deletion handles at once. */
  public WriteLimits withBulkBuckets(int buckets) {
    return new WriteLimits(batchRows, batchBytes, concurrency, buckets, knownBuckets);
  }
}
