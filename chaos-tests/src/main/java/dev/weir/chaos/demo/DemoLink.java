package dev.weir.chaos.demo;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Orders for a demo that runs in another process of this user. What it harmed is healed by the demo
 * when this is closed, or its process ends in whatever way. Blocks; for any thread.
 */
public final class DemoLink implements AutoCloseable {

  private static final String OK = "ok ";

  private final SocketChannel channel;
  private final BufferedReader in;
  private final Writer out;

  private DemoLink(SocketChannel channel) {
    this.channel = channel;
    this.in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    this.out = Channels.newWriter(channel, StandardCharsets.UTF_8);
  }

  /** Connects to the demo of a directory; empty if none runs. */
  public static Optional<DemoLink> to(Path directory) {
    Path socket = directory.resolve(Control.SOCKET);
    try {
      return Optional.of(new DemoLink(SocketChannel.open(UnixDomainSocketAddress.of(socket))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Gives an order, as at the demo's prompt; returns what the demo says.
   *
   * @throws WeirException {@code UNAVAILABLE} if it refuses, or is gone
   */
  public synchronized String ask(String order) {
    try {
      out.write(order + "\n");
      out.flush();
      String answer = in.readLine();
      if (answer == null || !answer.startsWith(OK)) {
        throw new WeirException(
            ErrorCode.UNAVAILABLE,
            "the demo does not obey '%s': %s"
                .formatted(order, answer == null ? "it is gone" : answer.substring(OK.length())));
      }
      return answer.substring(OK.length());
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          "the demo cannot be told '%s': %s".formatted(order, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // The demo hears of it all the same.
    }
  }
}
