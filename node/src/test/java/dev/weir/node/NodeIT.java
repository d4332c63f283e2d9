package dev.weir.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.client.Channel;
import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Get;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import dev.weir.node.admin.Documents;
import dev.weir.node.admin.HotChannel;
import dev.weir.node.admin.MemberView;
import dev.weir.node.admin.NodeView;
import dev.weir.node.admin.RangesView;
import dev.weir.node.database.SharedCassandra;
import dev.weir.topology.ChannelId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole node, in this process, in front of a real database, asked by the thin client. */
class NodeIT {

  private static final AtomicLong CHANNELS = new AtomicLong(7_000_000);

  private static Node node;
  private static WeirClient client;

  @BeforeAll
  static void start() {
    node = Node.start(config(Map.of()));
    client = WeirClient.connect(ClientConfig.of(node.address().toString()));
  }

  @AfterAll
  static void stop() {
    client.close();
    node.close();
  }

  private static NodeConfig config(Map<String, String> more) {
    SharedCassandra database = SharedCassandra.get();
    Map<String, String> flags = new HashMap<>();
    flags.put("listen", "127.0.0.1:0");
    flags.put("admin.listen", "127.0.0.1:0");
    flags.put("database.contact-points", database.host() + ":" + database.port());
    flags.put("database.local-datacenter", database.dataCenter());
    flags.put("database.keyspace", "node_it");
    flags.put("database.create-replication", database.dataCenter() + "=1");
    flags.putAll(more);
    return NodeConfig.read(Optional.empty(), Map.of(), flags);
  }

  private static Channel channel() {
    return client.channel(CHANNELS.incrementAndGet());
  }

  @Test
  void message_livesAndDies() {
    Channel channel = channel();
    MessageId id = channel.append(7, "hello");
    assertThat(channel.get(id).orElseThrow().content()).isEqualTo("hello");
    channel.edit(id, "hello, world");
    Message edited = channel.latest(10).messages().getFirst();
    assertThat(edited.content()).isEqualTo("hello, world");
    assertThat(edited.author()).isEqualTo(7);
    assertThat(edited.editedAt()).isPresent();
    channel.delete(id);
    assertThat(channel.get(id)).isEmpty();
    assertThat(channel.latest(10)).isEqualTo(Page.EMPTY);
  }

  @Test
  void channelWithoutMessages_isAnEmptyPage() {
    assertThat(channel().latest(50)).isEqualTo(Page.EMPTY);
  }

  @Test
  void pages_followOneAnother_everyMessageOnce() {
    Channel channel = channel();
    List<MessageId> written = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      written.add(channel.append(1, "message " + i));
    }
    List<MessageId> read = new ArrayList<>();
    Optional<? extends Slice> slice = Optional.of(Slice.newest());
    while (slice.isPresent()) {
      Page page = channel.page(slice.get(), 4);
      page.messages().forEach(message -> read.addFirst(message.id()));
      slice = page.older();
    }
    assertThat(read).isEqualTo(written);
    assertThat(written).isSorted();
  }

  @Test
  void oversizedContent_isRefused_andTheConnectionLives() {
    Channel channel = channel();
    assertCode(() -> channel.append(1, "x".repeat(64 * 1024 + 1)), ErrorCode.CONTENT_TOO_LARGE);
    String largest = "x".repeat(64 * 1024);
    MessageId id = channel.append(1, largest);
    assertThat(channel.get(id).orElseThrow().content()).isEqualTo(largest);
  }

  @Test
  void idFromTheFuture_isRefused() {
    MessageId future = MessageId.of(System.currentTimeMillis() + 3_600_000, 0, 1, 0);
    Append append =
        new Append(new ChannelId(CHANNELS.incrementAndGet()), future, 1, Body.of("doom"));
    assertThatThrownBy(() -> join(client.append(append, client.call())))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMESTAMP_IN_FUTURE));
  }

  @Test
  void passedDeadline_isSaid() {
    Get get = new Get(new ChannelId(1), MessageId.MIN);
    Call late = Call.by(new Deadline(System.nanoTime() - 1));
    assertThatThrownBy(() -> join(client.get(get, late)))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
  }

  @Test
  void operators_seeReadinessAndMetrics() throws Exception {
    channel().append(1, "counted");
    assertCode(() -> channel().append(1, "x".repeat(64 * 1024 + 1)), ErrorCode.CONTENT_TOO_LARGE);
    assertThat(get("/readyz?verbose").body()).startsWith("[+] database: 1 node").contains("ready");
    assertThat(get("/metrics").body())
        .contains("weir_requests_seconds_count{operation=\"append\",outcome=\"ok\"}")
        .contains("weir_requests_seconds_count{operation=\"append\",outcome=\"content_too_large\"}")
        .contains("weir_store_events_total")
        .contains("weir_leases_granted_total")
        .contains("weir_leases_refused_total")
        .containsPattern("netty_allocator_memory_used\\{[^}]*\\} [1-9]")
        .contains("weir_database_")
        .contains("weir_server_connections")
        .contains("jvm_memory_used_bytes")
        .contains("netty_");
  }

  @Test
  void clients_nameByThemselves_withNumbersOfTheirOwn() throws Throwable {
    await()
        .untilAsserted(
            () -> assertThat(get("/metrics").body()).containsPattern("weir_leases_held [2-9]"));
    MessageId own = join(client.nameMessage());
    try (WeirClient other = WeirClient.connect(ClientConfig.of(node.address().toString()))) {
      await()
          .untilAsserted(
              () -> assertThat(get("/metrics").body()).containsPattern("weir_leases_held [3-9]"));
      MessageId others = join(other.nameMessage());
      assertThat(others.worker()).isNotEqualTo(own.worker());
    }
  }

  @Test
  void operators_seeRegionAndChannels() throws Exception {
    Channel read = channel();
    read.append(1, "read often");
    NodeView status = Documents.read(bytes("/status"), NodeView.class);
    assertThat(status.ready()).isTrue();
    assertThat(status.members())
        .singleElement()
        .satisfies(member -> {
          assertThat(member.node()).isEqualTo(status.node());
          assertThat(member.admin()).isEqualTo(node.adminAddress().toString());
          assertThat(member.owned()).isEqualTo(status.ranges()).isPositive();
          assertThat(member.coordinator()).isTrue();
        });
    RangesView ranges = Documents.read(bytes("/ranges"), RangesView.class);
    assertThat(ranges.epoch()).isEqualTo(status.epoch());
    assertThat(ranges.owners()).hasSize(status.ranges()).containsOnly(0);
    await()
        .untilAsserted(() -> {
          read.latest(10);
          assertThat(Documents.read(bytes("/top"), HotChannel[].class))
              .anySatisfy(hot -> {
                assertThat(hot.channel()).isEqualTo(read.id().toString());
                assertThat(hot.readsPerSecond()).isPositive();
                assertThat(hot.databaseReadsPerSecond()).isPositive();
              });
        });
  }

  @Test
  void operators_drainTheNode_andUndoIt() throws Exception {
    try {
      NodeView drained = Documents.read(post("/drain"), NodeView.class);
      assertThat(drained.members().getFirst().phase()).isEqualTo(MemberView.DRAINING);
      assertThat(drained.ready()).isFalse();
      assertThat(get("/readyz").statusCode()).isEqualTo(503);
      assertThat(channel().latest(1)).isEqualTo(Page.EMPTY);
    } finally {
      NodeView again = Documents.read(post("/drain?undo"), NodeView.class);
      assertThat(again.members().getFirst().phase()).isEqualTo(MemberView.SERVING);
      assertThat(again.ready()).isTrue();
    }
  }

  @Test
  void unreachableDatabase_isNamed() {
    NodeConfig nowhere =
        config(Map.of("database.contact-points", "127.0.0.1:1", "database.wait", "0s"));
    assertThatThrownBy(() -> Node.start(nowhere))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNREACHABLE))
        .hasMessageContaining("127.0.0.1:1");
  }

  @Test
  void takenPort_isNamed_andNothingStaysBehind() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      NodeConfig taken = config(Map.of("listen", "127.0.0.1:" + other.getLocalPort()));
      assertThatThrownBy(() -> Node.start(taken))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PORT_TAKEN))
          .hasMessageContaining(Integer.toString(other.getLocalPort()));
    }
  }

  @Test
  void stoppedNode_leavesNoThread() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Node second = Node.start(config(Map.of("id", "second")));
    WeirClient itsClient = WeirClient.connect(ClientConfig.of(second.address().toString()));
    itsClient.channel(CHANNELS.incrementAndGet()).append(1, "last words");
    itsClient.close();
    assertThat(threadsSince(before)).anyMatch(thread -> thread.getName().startsWith("weir-server"));
    second.close();
    await().untilAsserted(() -> assertThat(threadsSince(before)).isEmpty());
  }

  /** Threads begun since, but for those that the JDK and Netty keep for the whole process. */
  private static List<Thread> threadsSince(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .filter(thread ->
            !thread.getName().matches("(ForkJoinPool|globalEventExecutor|awaitility|Attach).*"))
        .toList();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://" + node.adminAddress() + path);
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static byte[] post(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://" + node.adminAddress() + path);
      HttpRequest request =
          HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build();
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }
  }

  private static byte[] bytes(String path) throws Exception {
    return get(path).body().getBytes(StandardCharsets.UTF_8);
  }

  private static void assertCode(Runnable action, ErrorCode code) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(WeirException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static <A> A join(CompletionStage<A> stage) throws Throwable {
    try {
      return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause();
    }
  }
}
