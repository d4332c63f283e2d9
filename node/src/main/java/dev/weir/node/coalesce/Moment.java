package dev.weir.node.coalesce;

/**
 * When and how a read boards.
 *
 * @param nanos on the ticker
 * @param here whether it is to be served by this node, whatever any table says
 * @param shares whether it takes its part of a larger answer; else only an answer of its own
 *     request
 */
record Moment(long nanos, boolean here, boolean shares) {}
