package dev.weir.node.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.topology.NodeAddress;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers {@code /livez}, {@code /readyz} (with {@code ?verbose} each check in a line) and {@code
 * /metrics}. Alive means that the process can answer; ready means that it should get requests.
 */
public final class AdminServer implements AutoCloseable {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NOT_READY = 503;
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Supplier<List<Check>> checks;
  private final PrometheusMeterRegistry registry;

  private AdminServer(
      HttpServer http, Supplier<List<Check>> checks, PrometheusMeterRegistry registry) {
    this.http = http;
    this.checks = checks;
    this.registry = registry;
  }

  /**
   * Listens.
   *
   * @param checks what must hold for the node to be ready; may be asked at any time
   * @throws WeirException {@code PORT_TAKEN}
   */
  public static AdminServer start(
      NodeAddress listen, Supplier<List<Check>> checks, PrometheusMeterRegistry registry) {
    try {
      HttpServer http = HttpServer.create(new InetSocketAddress(listen.host(), listen.port()), 0);
      AdminServer server = new AdminServer(http, checks, registry);
      http.createContext("/", server::answer);
      http.setExecutor(server.threads);
      http.start();
      return server;
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.PORT_TAKEN,
          "cannot listen at %s for operators: %s; find the process with: ss -ltnp 'sport = :%d'"
              .formatted(listen, e.getMessage(), listen.port()),
          e);
    }
  }

  /** The port that it listens at. */
  public int port() {
    return http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, METHOD_NOT_ALLOWED, TEXT, "only GET\n");
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/livez" -> send(exchange, OK, TEXT, "alive\n");
        case "/readyz" -> readiness(exchange);
        case "/metrics" -> send(exchange, OK, METRICS, registry.scrape());
        default -> send(exchange, NOT_FOUND, TEXT, "try /livez, /readyz?verbose or /metrics\n");
      }
    }
  }

  private void readiness(HttpExchange exchange) throws IOException {
    List<Check> results = checks.get();
    boolean ready = results.stream().allMatch(Check::ok);
    String verdict = ready ? "ready\n" : "not ready\n";
    boolean verbose = "verbose".equals(exchange.getRequestURI().getQuery());
    send(
        exchange,
        ready ? OK : NOT_READY,
        TEXT,
        verbose || !ready ? lines(results) + verdict : verdict);
  }

  private static String lines(List<Check> results) {
    return results.stream()
        .map(check ->
            "[%s] %s: %s%n".formatted(check.ok() ? "+" : "-", check.name(), check.detail()))
        .collect(Collectors.joining());
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
