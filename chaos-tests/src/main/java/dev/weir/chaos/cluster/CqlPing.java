package dev.weir.chaos.cluster;

import dev.weir.node.database.Member;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Whether a database answers CQL: it is sent OPTIONS, and must say SUPPORTED. Blocks shortly. */
public final class CqlPing {

  private static final int LIMIT_MILLIS = 300;
  private static final int HEADER_BYTES = 9;
  private static final int OPCODE = 4;
  private static final byte SUPPORTED = 6;

  /** A frame of version 4: no flags, stream 0, opcode 5, no body. */
  private static final byte[] OPTIONS = {4, 0, 0, 0, 5, 0, 0, 0, 0};

  private CqlPing() {}

  /** Whether the database of a region does, within 300 ms. */
  public static boolean answers(RegionPlan region) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(region.databaseAddress(), Member.CQL_PORT), LIMIT_MILLIS);
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.getOutputStream().write(OPTIONS);
      byte[] header = new byte[HEADER_BYTES];
      new DataInputStream(socket.getInputStream()).readFully(header);
      return header[OPCODE] == SUPPORTED;
    } catch (IOException _) {
      return false;
    }
  }
}
