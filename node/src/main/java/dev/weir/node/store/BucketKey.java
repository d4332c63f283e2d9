package dev.weir.node.store;

import dev.weir.topology.ChannelId;

/** A bucket of a channel, as a key. */
record BucketKey(ChannelId channel, Bucket bucket) {}
