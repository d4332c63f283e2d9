package dev.weir.node.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.messages.Answer;
import dev.weir.messages.Call;
import dev.weir.messages.Deadline;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.Found;
import dev.weir.messages.Get;
import dev.weir.messages.MessageId;
import dev.weir.messages.Request;
import dev.weir.messages.Room;
import dev.weir.messages.WeirException;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeAddress;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private volatile List<Check> checks = List.of(new Check("database", true, "1 of 1 nodes up"));
  private final AdminServer server =
      AdminServer.start(new NodeAddress("127.0.0.1", 0), () -> checks, registry);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void alive_whateverTheChecksSay() throws Exception {
    checks = List.of(new Check("database", false, "gone"));
    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void ready_onlyIfAllChecksHold() throws Exception {
    assertThat(get("/readyz").body()).isEqualTo("ready\n");
    assertThat(get("/readyz?verbose").body()).isEqualTo("[+] database: 1 of 1 nodes up\nready\n");
    checks = List.of(new Check("database", true, "fine"), new Check("server", false, "draining"));
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
    assertThatThrownBy(() -> AdminServer.start(taken, () -> checks, registry))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PORT_TAKEN))
        .hasMessageContaining(taken.toString());
  }

  /** Finds nothing, or fails. */
  private static final class FakeRoom implements Room {
    private Optional<WeirException> failure = Optional.empty();

    @Override
    @SuppressWarnings("unchecked") // Only ever asked to get.
    public <A extends Answer> CompletionStage<A> pass(Request<A> request, Call call) {
      CompletableFuture<Found> stage = new CompletableFuture<>();
      failure.ifPresentOrElse(
          stage::completeExceptionally, () -> stage.complete(new Found(Optional.empty())));
      return (CompletionStage<A>) stage;
    }
  }
}
