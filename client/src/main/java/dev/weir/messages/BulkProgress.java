package dev.weir.messages;

import java.util.Optional;

/**
 * How far a bulk deletion came.
 *
 * @param rest what to ask next, with the same time as before; empty when all is done
 */
public record BulkProgress(Optional<DeleteBulk> rest) implements Answer {}
