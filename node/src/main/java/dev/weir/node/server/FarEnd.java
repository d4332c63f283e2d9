package dev.weir.node.server;

import java.nio.ByteBuffer;

/** The other end of a connection that is fed by hand. Told within {@link HandFedServer#turn}. */
public interface FarEnd {

  /**
   * Bytes that the node sends. Takes as many as there is room for, and copies what it keeps; what
   * it leaves is offered again after {@link HandFedConnection#hasRoom}.
   */
  void take(ByteBuffer bytes);

  /** The node has closed the connection, or knows that it was: nothing is sent any more. Once. */
  void closed();
}
