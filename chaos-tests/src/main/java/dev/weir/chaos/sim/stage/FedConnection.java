package dev.weir.chaos.sim.stage;

import dev.weir.chaos.sim.world.Stream;
import dev.weir.node.server.FarEnd;
import dev.weir.node.server.HandFedConnection;
import dev.weir.node.server.HandFedServer;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A node's end of a connection: carries bytes between the network and the server's pipeline. */
final class FedConnection implements FarEnd {

  private final Stream stream;
  private final HandFedConnection connection;
  private final Dialogue dialogue;
  private boolean left;
  private boolean over;

  FedConnection(Stream stream, HandFedServer server, Dialogue dialogue) {
    this.stream = stream;
    this.dialogue = dialogue;
    this.connection = server.accept("a host", this);
    stream.owner(this::pump);
  }

  void pump() {
    try {
      for (byte[] bytes = stream.take(); bytes != null; bytes = stream.take()) {
        dialogue.came(ByteBuffer.wrap(bytes));
        connection.receive(ByteBuffer.wrap(bytes));
      }
      if (stream.isEnded() && !over) {
        over();
        connection.end();
      } else if (left && stream.isWritable()) {
        left = false;
        connection.hasRoom();
      }
    } catch (IOException e) {
      if (!over) {
        over();
        connection.reset();
      }
    }
  }

  @Override
  public void take(ByteBuffer bytes) {
    ByteBuffer offered = bytes.duplicate();
    try {
      stream.write(bytes);
      dialogue.left(offered.limit(bytes.position()));
      left |= bytes.hasRemaining();
    } catch (IOException e) {
      // The pipeline hears of it as soon as it has its turn.
      bytes.position(bytes.limit());
      stream.wake();
    }
  }

  @Override
  public void closed() {
    over();
    stream.close();
  }

  private void over() {
    over = true;
    dialogue.ended();
  }
}
