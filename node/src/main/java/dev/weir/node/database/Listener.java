package dev.weir.node.database;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process that listens on a TCP port, found through Linux's {@code /proc} so that an error can
 * name it. Elsewhere, or without the right to look, nobody is found.
 *
 * @param pid the process's id
 * @param command its command line, arguments separated by blanks
 */
record Listener(long pid, String command) {
  private static final String LISTENING = "0A";
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  static Optional<Listener> find(String address, int port) {
    return find(Path.of("/proc"), address, port);
  }

  static Optional<Listener> find(Path proc, String address, int port) {
    return sockets(proc, address, port).stream()
        .flatMap(socket -> owner(proc, socket).stream())
        .findFirst();
  }

  private static List<String> sockets(Path proc, String address, int port) {
    List<String> found = new ArrayList<>();
    String wantedPort = ":%04X".formatted(port);
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : lines(proc.resolve(table))) {
        String[] columns = BLANKS.split(line.strip(), -1);
        if (columns.length > INODE
            && columns[STATE].equals(LISTENING)
            && columns[LOCAL_ADDRESS].endsWith(wantedPort)
            && covers(columns[LOCAL_ADDRESS], address)) {
          found.add("socket:[" + columns[INODE] + "]");
        }
      }
    }
    return found;
  }

  /** The kernel prints addresses as little-endian words; all zeros listens everywhere. */
  private static boolean covers(String local, String address) {
    String host = local.substring(0, local.indexOf(':'));
    byte[] bytes = InetAddress.ofLiteral(address).getAddress();
    String wanted =
        bytes.length == 4
            ? "%02X%02X%02X%02X".formatted(bytes[3], bytes[2], bytes[1], bytes[0])
            : "an IPv6 address, not compared";
    return host.endsWith(wanted) || host.chars().allMatch(c -> c == '0');
  }

  private static Optional<Listener> owner(Path proc, String socket) {
    try (Stream<Path> processes = Files.list(proc)) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> holds(process, socket))
          .map(process ->
              new Listener(Long.parseLong(process.getFileName().toString()), command(process)))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean holds(Path process, String socket) {
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      return descriptors.anyMatch(descriptor -> socket.equals(target(descriptor)));
    } catch (IOException e) {
      return false; // gone, or another user's
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String command(Path process) {
    return String.join(" ", lines(process.resolve("cmdline"))).replace('\0', ' ').strip();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
  }
}
