package dev.weir.node.cli;

import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.MessageId;
import dev.weir.messages.Room;
import dev.weir.messages.WeirException;
import dev.weir.node.ingest.FakeNode;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs commands in this process, with a fake node and streams in memory. */
final class CommandFixture {

  static final Instant NOW = Instant.parse("2020-06-01T12:00:00Z");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  final FakeNode node = new FakeNode();
  final Map<String, String> environment = new HashMap<>();
  final Interrupts interrupts = new Interrupts();
  Set<Integer> terminals = Set.of();
  byte[] input = {};
  List<NodeAddress> contacts = List.of();
  Duration timeout = Duration.ZERO;
  boolean isReachable = true;
  private ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long names;

  int run(String... arguments) {
    return run(Weir.allVerbs(), arguments);
  }

  int run(List<Verb> verbs, String... arguments) {
    out = new ByteArrayOutputStream();
    return run(verbs, new PrintStream(out, false, StandardCharsets.UTF_8), arguments);
  }

  int run(List<Verb> verbs, PrintStream stdout, String... arguments) {
    err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            new ByteArrayInputStream(input),
            stdout,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminals);
    Surroundings surroundings =
        new Surroundings(
            streams,
            environment,
            InstantSource.fixed(NOW),
            System::nanoTime,
            this::connect,
            interrupts);
    return new Weir(surroundings, verbs).run(arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** The last line of standard output. */
  JsonNode json() {
    return JSON.readTree(out().lines().toList().getLast());
  }

  List<JsonNode> jsonLines() {
    List<JsonNode> lines = new ArrayList<>();
    out().lines().forEach(line -> lines.add(JSON.readTree(line)));
    return lines;
  }

  /** Stores a message of a time. */
  MessageId store(long channel, String at, String content) {
    return store(channel, MessageId.of(Instant.parse(at).toEpochMilli(), 0, 1, 0), content);
  }

  MessageId store(long channel, MessageId id, String content) {
    node.append(
            new Append(new ChannelId(channel), id, 7, Body.of(content)),
            Call.by(new Deadline(Long.MAX_VALUE)))
        .toCompletableFuture()
        .join();
    return id;
  }

  private Connection connect(List<NodeAddress> to, Duration patience) {
    contacts = to;
    timeout = patience;
    if (!isReachable) {
      throw new WeirException(ErrorCode.NOT_CONNECTED, "nobody answers at " + to);
    }
    return new Connection() {
      @Override
      public Room messages() {
        return node;
      }

      @Override
      public Call call() {
        return Call.by(Deadline.in(patience, System::nanoTime));
      }

      @Override
      public CompletionStage<MessageId> nameMessage() {
        return CompletableFuture.completedStage(
            MessageId.of(NOW.toEpochMilli(), 1, 2, (int) names++));
      }

      @Override
      public long nextMicros() {
        return (NOW.toEpochMilli() + 1 + names++) * 1_000;
      }

      @Override
      public void close() {}
    };
  }
}
