package dev.weir.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.messages.Acknowledged;
import dev.weir.messages.Answer;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.MessageId;
import dev.weir.messages.Request;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/**
 * What tests of the client share: nodes and clients that are closed in the end, and short words.
 */
class ClientFixture {

  static final ChannelId CHANNEL = new ChannelId(42);
  static final MessageId ID = MessageId.of(1_700_000_000_000L, 0, 1, 0);
  static final Duration SOON = Duration.ofSeconds(10);

  /** Suspects nobody, however busy the machine is. */
  static final Duration PATIENT = Duration.ofSeconds(60);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  FakeNode node(FakeNode.Script script) {
    return closing(new FakeNode(script));
  }

  WeirClient connect(ClientConfig config) {
    return closing(WeirClient.connect(config));
  }

  WeirClient connect(FakeNode... nodes) {
    return connect(config(nodes));
  }

  <T extends AutoCloseable> T closing(T closeable) {
    // Clients before the nodes that they talk to.
    open.add(0, closeable);
    return closeable;
  }

  /** A client in a hurry: it comes back after milliseconds. */
  static ClientConfig config(FakeNode... nodes) {
    return ClientConfig.of(Arrays.stream(nodes).map(FakeNode::address).toList())
        .withTimeout(Duration.ofSeconds(20))
        .withConnecting(connecting(Duration.ofSeconds(10), Duration.ofSeconds(10)));
  }

  static ClientConfig.Connecting connecting(Duration attemptTimeout, Duration pingInterval) {
    return new ClientConfig.Connecting(
        Duration.ofSeconds(20),
        attemptTimeout,
        Duration.ofMillis(1),
        Duration.ofMillis(20),
        pingInterval,
        PATIENT);
  }

  /** A write that has its name: told apart from others by its author. */
  static Append append(long author) {
    return new Append(CHANNEL, ID, author, Body.of("hello"));
  }

  static CompletableFuture<Acknowledged> ask(WeirClient client, long author) {
    return client.append(append(author), client.call()).toCompletableFuture();
  }

  static <A extends Answer> CompletableFuture<A> ask(
      WeirClient client, Request<A> request, Duration timeout) {
    Deadline deadline = Deadline.in(timeout, System::nanoTime);
    return request.ask(client, Call.by(deadline)).toCompletableFuture();
  }

  static <T> T answer(CompletableFuture<T> stage) throws Exception {
    return stage.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  static WeirException failure(CompletableFuture<?> stage) {
    ExecutionException e = catchThrowableOfType(ExecutionException.class, () -> answer(stage));
    assertThat(e).hasCauseInstanceOf(WeirException.class);
    return (WeirException) e.getCause();
  }

  static void assertFails(CompletableFuture<?> stage, ErrorCode code) {
    assertThat(failure(stage).code()).isEqualTo(code);
  }
}
