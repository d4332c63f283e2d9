package dev.weir.client;

import dev.weir.messages.MessageId;
import dev.weir.messages.Page;

/** The example in {@link WeirClient}'s documentation, where the compiler sees it. */
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
}
