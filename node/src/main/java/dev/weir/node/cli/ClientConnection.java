package dev.weir.node.cli;

import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import dev.weir.messages.Call;
import dev.weir.messages.MessageId;
import dev.weir.messages.Messages;
import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A connection by Weir's own client. */
record ClientConnection(WeirClient client) implements Connection {

  private static final String NAME = "weir-cli";

  static Connection connect(List<NodeAddress> contacts, Duration timeout) {
    return new ClientConnection(
        WeirClient.connect(ClientConfig.of(contacts).withName(NAME).withTimeout(timeout)));
  }

  @Override
  public Messages messages() {
    return client;
  }

  @Override
  public Call call() {
    return client.call();
  }

  @Override
  public CompletionStage<MessageId> nameMessage() {
    return client.nameMessage();
  }

  @Override
  public long nextMicros() {
    return client.nextMicros();
  }

  @Override
  public void close() {
    client.close();
  }
}
