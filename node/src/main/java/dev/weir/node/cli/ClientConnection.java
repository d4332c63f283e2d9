package dev.weir.node.cli;

import dev.weir.client.ClientConfig;
import dev.weir.client.Session;
import dev.weir.client.WeirClient;
import dev.weir.messages.Call;
import dev.weir.messages.MessageId;
import dev.weir.messages.Room;
import dev.weir.topology.NodeAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A connection by Weir's own client, in one session. */
record ClientConnection(WeirClient client, Session session) implements Connection {

  private static final String NAME = "weir-cli";

  static Connection connect(List<NodeAddress> contacts, Duration timeout) {
    WeirClient client =
        WeirClient.connect(ClientConfig.of(contacts).withName(NAME).withTimeout(timeout));
    return new ClientConnection(client, client.session());
  }

  @Override
  public Room messages() {
    return session;
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
