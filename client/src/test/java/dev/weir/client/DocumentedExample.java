package dev.weir.client;

import dev.weir.messages.MessageId;
import dev.weir.messages.Page;

/** The examples in the documentation of {@link WeirClient} and {@link Session}, compiled. */
final class DocumentedExample {

  private DocumentedExample() {}

  static void run(String address) {
    try (WeirClient weir = WeirClient.connect(ClientConfig.of(address))) {
      Channel channel = weir.channel(42);
      MessageId id = channel.append(1001, "hello");
      Page page = channel.latest(50);
      channel.edit(id, "hello, world");
    }
  }

  static String inSession(WeirClient weir, long author) {
    Session session = weir.session();
    MessageId id = session.channel(42).append(author, "hello");
    Page page = session.channel(42).latest(50);
    String carried = session.token();
    return carried;
  }
}
