package dev.weir.client;

import java.nio.ByteBuffer;

/**
 * One way of an errand: to one node, which is to serve it itself or to ask the owner.
 *
 * @param forwarded to be served where it arrives
 */
record Sending(Errand errand, boolean forwarded) implements FrameOutput.Outgoing {

  @Override
  public ByteBuffer frame(long nowNanos) {
    return errand.frame(nowNanos, forwarded);
  }
}
