package dev.weir.chaos.demo;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders from other processes of this user, through a socket in the demo's directory: a line
 * each, as at the prompt, and a line in answer, which begins with {@code ok} or {@code no}. Harm
 * lasts as long as the connection that ordered it, or until it expires.
 */
final class Control implements AutoCloseable {

  /** The socket's name in the demo's directory. */
  static final String SOCKET = "control.sock";

  private static final Logger log = LoggerFactory.getLogger(Control.class);

  private final Demo demo;
  private final ServerSocketChannel server;
  private final Path socket;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private Control(Demo demo, ServerSocketChannel server, Path socket) {
    this.demo = demo;
    this.server = server;
    this.socket = socket;
  }

  /** Listens, on threads of its own. */
  static Control listen(Demo demo, Path directory) {
    Path socket = directory.resolve(SOCKET);
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(socket);
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
      Control control = new Control(demo, server, socket);
      Thread.ofPlatform().daemon().name("demo-control").start(control::accept);
      return control;
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.FILE_UNREADABLE,
          "cannot take orders at %s: %s".formatted(socket, e.getMessage()),
          e);
    }
  }

  private void accept() {
    try {
      while (server.isOpen()) {
        SocketChannel one = server.accept();
        open.add(one);
        Thread.ofPlatform().daemon().name("demo-orders").start(() -> serve(one));
      }
    } catch (IOException e) {
      log.debug("no more orders are taken: {}", e.toString());
    }
  }

  private void serve(SocketChannel channel) {
    try (channel;
        Orders orders = new Orders(demo);
        BufferedReader in =
            new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(orders.obey(line) + "\n");
        out.flush();
      }
    } catch (IOException | UncheckedIOException e) {
      log.debug("an order's connection ended: {}", e.toString());
    } finally {
      open.remove(channel);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      log.debug("{} cannot be closed: {}", socket, e.toString());
    }
  }
}
