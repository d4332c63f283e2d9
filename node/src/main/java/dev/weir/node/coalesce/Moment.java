package dev.weir.node.coalesce;

/**
 * When and how a read boards.
 *
 * @param nanos on the ticker
 * @param here whether it is to be served by this node, whatever any table says
 * @param shares whether it takes its part of a larger answer; else only an answer of its own
 *     request
 * @param abroad whether its reader has seen another region, so that this region's word alone will
 *     not do
 */
record Moment(long nanos, boolean here, boolean shares, boolean abroad) {

  /** The same for a read that takes only an answer of its own request. */
  Moment alone() {
    return new Moment(nanos, here, false, abroad);
  }
}
