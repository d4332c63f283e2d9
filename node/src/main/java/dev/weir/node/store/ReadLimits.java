package dev.weir.node.store;

import java.util.ArrayList;

/**
 * What one read of a page may cost the database. A page that would cost more ends early and says
 * so.
 *
 * @param maxBucketReads {@code database.reads.max-bucket-reads}: reads of message partitions, 2 to
 *     256; the index costs one or two more
 * @param concurrency {@code database.reads.concurrency}: buckets read at once after the first one
 *     did not fill the page, 1 to 16
 * @param rowBudget {@code database.reads.row-budget}: rows, whether they hold a message or only an
 *     edit of a deleted one, 1,100 to 100,000
 * @param fetchRows {@code database.reads.fetch-rows}: rows fetched at once, 16 to 1,001; times the
 *     largest body it is the memory that one read may take
 * @param scrubs {@code database.reads.scrubs}: edits without their message that one read removes in
 *     the background, 0 to 1,000
 */
public record ReadLimits(
    int maxBucketReads, int concurrency, int rowBudget, int fetchRows, int scrubs) {

  /** The limits if nothing else is said. */
  public static final ReadLimits DEFAULT = new ReadLimits(16, 2, 4_000, 256, 8);

  public ReadLimits {
    var problems = new ArrayList<String>();
    StoreSettings.within(problems, "database.reads.max-bucket-reads", maxBucketReads, 2, 256);
    StoreSettings.within(problems, "database.reads.concurrency", concurrency, 1, 16);
    StoreSettings.within(problems, "database.reads.row-budget", rowBudget, 1_100, 100_000);
    StoreSettings.within(problems, "database.reads.fetch-rows", fetchRows, 16, 1_001);
    StoreSettings.within(problems, "database.reads.scrubs", scrubs, 0, 1_000);
    StoreSettings.refuse(problems);
  }

  /** The same with another number of bucket reads. */
  public ReadLimits withMaxBucketReads(int reads) {
    return new ReadLimits(reads, concurrency, rowBudget, fetchRows, scrubs);
  }
}
