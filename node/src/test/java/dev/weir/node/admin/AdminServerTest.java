package dev.weir.node.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.MessageId;
import dev.weir.messages.Receipt;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.Served;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeAddress;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

class AdminServerTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final FakeOperations operations = new FakeOperations("eu-1");
  private final AdminServer server =
      AdminServer.start(new NodeAddress("127.0.0.1", 0), operations, registry);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  private HttpResponse<String> post(String path) throws Exception {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void alive_whateverTheChecksSay() throws Exception {
    operations.checks = List.of(new Check("database", false, "gone"));
    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void ready_onlyIfAllChecksHold() throws Exception {
    assertThat(get("/readyz").body()).isEqualTo("ready\n");
    assertThat(get("/readyz?verbose").body()).isEqualTo("[+] database: 1 of 1 nodes up\nready\n");
    operations.checks =
        List.of(new Check("database", true, "fine"), new Check("server", false, "draining"));
    HttpResponse<String> answer = get("/readyz");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("[+] database: fine\n[-] server: draining\nnot ready\n");
  }

  @Test
  void metrics_countRequestsByOperationAndOutcome() throws Exception {
    FakeRoom behind = new FakeRoom();
    Metered metered = new Metered(behind, registry, () -> 5);
    Get get = new Get(new ChannelId(1), MessageId.MIN);
    Call call = Call.by(new Deadline(10));
    metered.get(get, call);
    behind.failure = Optional.of(new WeirException(ErrorCode.OVERLOADED, "busy"));
    metered.get(get, call);
    metered.get(get, call);
    assertThat(get("/metrics").body())
        .contains("weir_requests_seconds_count{operation=\"get\",outcome=\"ok\"} 1")
        .contains("weir_requests_seconds_count{operation=\"get\",outcome=\"overloaded\"} 2");
  }

  @Test
  void unknownPaths_teach() throws Exception {
    HttpResponse<String> answer = get("/");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("/readyz?verbose");
  }

  @Test
  void takenPort_isNamed() {
    NodeAddress taken = new NodeAddress("127.0.0.1", server.port());
    assertThatThrownBy(() -> AdminServer.start(taken, operations, registry))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PORT_TAKEN))
        .hasMessageContaining(taken.toString());
  }

  @Test
  void status_isTheRegionAsTheNodeSeesIt() throws Exception {
    operations.epoch = Optional.of(new EpochView(1_767_000_000_123L, "eu-1"));
    operations.members =
        List.of(new MemberView("eu-1", "a:7400", "a:7480", 2, "serving", true, true, 4096, 0));
    operations.checks = List.of(new Check("server", false, "draining"));

    HttpResponse<String> answer = get("/status");

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(JSON.readTree(answer.body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"node":"eu-1","region":"eu","ready":false,
                 "checks":[{"name":"server","ok":false,"detail":"draining"}],
                 "degraded":false,"epoch":{"number":1767000000123,"coordinator":"eu-1"},
                 "ranges":4096,"members":[{"node":"eu-1","address":"a:7400","admin":"a:7480",
                  "weight":2,"phase":"serving","present":true,"coordinator":true,
                  "owned":4096,"standby":0}]}\
                """));
    assertThat(Documents.read(answer.body().getBytes(StandardCharsets.UTF_8), NodeView.class))
        .isEqualTo(operations.status());
  }

  @Test
  void statusBeforeTheFirstTable_hasNoEpoch() throws Exception {
    operations.epoch = Optional.empty();
    HttpResponse<String> answer = get("/status");
    assertThat(answer.body()).contains("\"epoch\":null");
    assertThat(Documents.read(answer.body().getBytes(StandardCharsets.UTF_8), NodeView.class))
        .isEqualTo(operations.status());
  }

  @Test
  void ranges_areIndexesOfMembers() throws Exception {
    operations.ranges =
        new RangesView(
            Optional.of(new EpochView(7, "eu-1")),
            List.of("eu-1", "eu-2"),
            List.of(0, 1, 1),
            List.of(1, 0, -1));
    assertThat(get("/ranges").body())
        .isEqualTo(
            """
            {"epoch":{"number":7,"coordinator":"eu-1"},"members":["eu-1","eu-2"],\
            "owners":[0,1,1],"standbys":[1,0,-1]}\
            """);
  }

  @Test
  void top_isLimited_andItsChannelsAreText() throws Exception {
    operations.top =
        List.of(new HotChannel("4611686018427387905", 900, 3, 2), new HotChannel("5", 1, 1, 1));
    assertThat(get("/top?limit=1").body())
        .isEqualTo(
            """
            [{"channel":"4611686018427387905","reads_per_second":900,\
            "database_reads_per_second":3,"nodes":2}]\
            """);
    assertThat(JSON.readTree(get("/top").body())).hasSize(2);
    for (String wrong : List.of("limit=0", "limit=1001", "limit=-1", "limit=99999", "x")) {
      assertThat(get("/top?" + wrong).statusCode()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void drain_isPosted_answersTheStatus_andIsAudited() throws Exception {
    Logger audit = (Logger) LoggerFactory.getLogger("dev.weir.audit");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    audit.addAppender(lines);
    audit.setLevel(Level.INFO);
    try {
      assertThat(JSON.readTree(post("/drain").body()).get("node").asString()).isEqualTo("eu-1");
      assertThat(post("/drain?undo").statusCode()).isEqualTo(200);
    } finally {
      audit.detachAppender(lines);
      audit.setLevel(null);
    }
    assertThat(operations.asked).containsExactly("drain", "undo");
    assertThat(lines.list)
        .extracting(line -> line.getFormattedMessage().replaceFirst("[0-9]+$", "PORT"))
        .containsExactly(
            "drain asked by /127.0.0.1:PORT", "undo of drain asked by /127.0.0.1:PORT");
  }

  @Test
  void drain_isRefusedToWebPages_andToWhoeverMistypes() throws Exception {
    assertThat(
            send(request("/drain")
                    .header("Origin", "http://evil.example")
                    .POST(BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(403);
    assertThat(post("/drain?und").statusCode()).isEqualTo(400);
    assertThat(operations.asked).isEmpty();
  }

  @Test
  void regions_areAskedFor_andOrdersPosted() throws Exception {
    assertThat(JSON.readTree(get("/regions").body()).get("bridged").asBoolean()).isFalse();
    HttpResponse<String> answer =
        post("/regions/eu/evacuate?expires_s=60&steps=5,100&step_ms=0&force&by=ann%20o");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).at("/order/kind").asString()).isEqualTo("evacuate");
    assertThat(post("/regions/us/declare-lost?sure").statusCode()).isEqualTo(200);
    assertThat(operations.asked)
        .containsExactly(
            "eu evacuate by force for 60 s in steps [5, 100] of 0 ms by ann o at 127.0.0.1",
            "us declare-lost by somebody at 127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evacuate",
        "evacuate?expires_s=0",
        "evacuate?expires_s=x",
        "evacuate?expires_s=9999999",
        "evacuate?expires_s=60&steps=1,,2",
        "evacuate?expires_s=60&speed=1",
        "evacuate?expires_s=60&by=%0A",
        "declare-lost",
        "restore?force"
      })
  void ordersThatMakeNoSense_areRefused(String order) throws Exception {
    HttpResponse<String> answer = post("/regions/eu/" + order);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).get("code").asString()).isEqualTo("INVALID_ARGUMENT");
    assertThat(operations.asked).isEmpty();
  }

  @Test
  void orders_areRefusedToWebPages_andWhenTheNodeRefuses() throws Exception {
    HttpRequest.Builder page =
        request("/regions/eu/restore").header("Origin", "http://evil.example");
    assertThat(send(page.POST(BodyPublishers.noBody())).statusCode()).isEqualTo(403);
    assertThat(get("/regions/eu/restore").statusCode()).isEqualTo(405);
    assertThat(post("/regions/eu/explode").statusCode()).isEqualTo(405);
    assertThat(operations.asked).isEmpty();
    operations.refusal = Optional.of(new WeirException(ErrorCode.EVACUATION_REFUSED, "3 < 4"));
    HttpResponse<String> refused = post("/regions/eu/evacuate?expires_s=60");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body())
        .isEqualTo("{\"code\":\"EVACUATION_REFUSED\",\"number\":305,\"message\":\"3 < 4\"}");
  }

  @Test
  void otherMethods_areToldWhichWouldDo() throws Exception {
    HttpResponse<String> got = get("/drain");
    assertThat(got.statusCode()).isEqualTo(405);
    assertThat(got.headers().firstValue("Allow")).hasValue("POST");
    HttpResponse<String> posted = post("/status");
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.headers().firstValue("Allow")).hasValue("GET");
    assertThat(operations.asked).isEmpty();
  }

  @Test
  void defect_isAnAnswerToo() throws Exception {
    operations.onDrain =
        () -> {
          throw new IllegalStateException("broken on purpose");
        };
    assertThat(post("/drain").statusCode()).isEqualTo(500);
  }

  /** Finds nothing, or fails. */
  private static final class FakeRoom implements Room {
    private Optional<WeirException> failure = Optional.empty();

    @Override
    @SuppressWarnings("unchecked") // Only ever asked to get.
    public <A extends Answer> CompletionStage<Served<A>> pass(Request<A> request, Call call) {
      CompletableFuture<Found> stage = new CompletableFuture<>();
      failure.ifPresentOrElse(
          stage::completeExceptionally, () -> stage.complete(new Found(Optional.empty())));
      return ((CompletionStage<A>) stage).thenApply(found -> Served.of(found, Receipt.NONE));
    }
  }
}
