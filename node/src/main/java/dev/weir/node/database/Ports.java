package dev.weir.node.database;

import dev.weir.node.database.DatabaseException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/**
 * Makes sure that a member's ports are free before its process starts, since Cassandra itself finds
 * out ten seconds later, in the middle of a stack trace. Whoever holds one is named.
 */
final class Ports {
  private static final int LONGEST_COMMAND = 160;

  private Ports() {}

  /**
   * Throws {@link Reason#PORT_TAKEN} if one of the member's ports is taken. In a namespace of its
   * own, where this process cannot listen, nobody is asked.
   */
  static void requireFree(Member member) {
    if (member.namespace().isPresent()) {
      return;
    }
    for (int port : new int[] {member.cqlPort(), member.storagePort()}) {
      if (!isFree(member.address(), port)) {
        throw taken(member, port, Listener.find(member.address(), port));
      }
    }
  }

  static boolean isFree(String address, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static DatabaseException taken(Member member, int port, Optional<Listener> holder) {
    String who =
        holder
            .map(h -> "process %d holds it: %s".formatted(h.pid(), abbreviated(h.command())))
            .orElse("this user may not see who holds it");
    return new DatabaseException(
        Reason.PORT_TAKEN,
        "member '%s' cannot listen on %s:%d; %s. Look with: ss -ltnp 'sport = :%d'"
            .formatted(member.name(), member.address(), port, who, port));
  }

  private static String abbreviated(String command) {
    return command.length() <= LONGEST_COMMAND
        ? command
        : command.substring(0, LONGEST_COMMAND) + "…";
  }
}
