package dev.weir.node.database;

import dev.weir.node.database.DatabaseException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes sure that a member's ports are free before its process starts, since Cassandra itself finds
 * out ten seconds later, in the middle of a stack trace. Whoever holds one is named.
 */
final class Ports {
  private static final int LONGEST_COMMAND = 160;

  private Ports() {}

  /**
   * Throws {@link Code#PORT_TAKEN} if a port is taken. A leftover of an earlier run on the same
   * directory, which is just leaving because its parent died, is waited for instead.
   */
  static void requireFree(Member member, MemberDirectory directory, Duration patience) {
    for (int port : new int[] {member.cqlPort(), member.storagePort()}) {
      if (!isFree(member.address(), port)) {
        Optional<Listener> holder = Listener.find(member.address(), port);
        holder.filter(h -> h.isOrphanIn(directory.root())).ifPresent(h -> awaitEnd(h, patience));
        if (!isFree(member.address(), port)) {
          throw taken(member, port, holder);
        }
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
        Code.PORT_TAKEN,
        "member '%s' cannot listen on %s:%d; %s. Look with: ss -ltnp 'sport = :%d'"
            .formatted(member.name(), member.address(), port, who, port));
  }

  private static String abbreviated(String command) {
    return command.length() <= LONGEST_COMMAND
        ? command
        : command.substring(0, LONGEST_COMMAND) + "…";
  }

  private static void awaitEnd(Listener leftover, Duration patience) {
    try {
      ProcessHandle.of(leftover.pid())
          .map(ProcessHandle::onExit)
          .orElseThrow()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | NoSuchElementException e) {
      // Whether it is gone is seen at the port.
    }
  }
}
