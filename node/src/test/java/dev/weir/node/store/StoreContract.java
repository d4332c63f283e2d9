package dev.weir.node.store;

/**
 * What every store keeps: inherited by the tests of each. One part for each trap that stores have
 * fallen into before (numbered as in the design's list of hazards), and parts for pages, bulk
 * operations and contents.
 */
public interface StoreContract
    extends UpsertContract,
        TieContract,
        FutureTimeContract,
        RepetitionContract,
        LimitContract,
        EmptyBucketContract,
        PageContract,
        CursorContract,
        BulkContract,
        ContentContract,
        ModelContract {}
