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
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers operators. Alive means that the process can answer; ready means that it should get
 * requests. What changes the node is asked by POST, and told to the log {@code dev.weir.audit}.
 */
public final class AdminServer implements AutoCloseable {

  /** The most channels that {@code /top} lists. */
  public static final int MAX_TOP = 1_000;

  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);
  private static final Logger audit = LoggerFactory.getLogger("dev.weir.audit");

  private static final int DEFAULT_TOP = 20;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int CONFLICT = 409;
  private static final int FAILED = 500;
  private static final int NOT_READY = 503;
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String PATHS =
      "try /livez, /readyz?verbose, /metrics, /status, /ranges, /top?limit=20, /regions,"
          + " or POST to /drain, /drain?undo,"
          + " /regions/REGION/evacuate|restore|declare-lost|declare-back\n";

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Operations operations;
  private final PrometheusMeterRegistry registry;

  private AdminServer(HttpServer http, Operations operations, PrometheusMeterRegistry registry) {
    this.http = http;
    this.operations = operations;
    this.registry = registry;
  }

  /**
   * Listens.
   *
   * @param operations asked on threads of this server
   * @throws WeirException {@code PORT_TAKEN}
   */
  public static AdminServer start(
      NodeAddress listen, Operations operations, PrometheusMeterRegistry registry) {
    try {
      HttpServer http = HttpServer.create(new InetSocketAddress(listen.host(), listen.port()), 0);
      AdminServer server = new AdminServer(http, operations, registry);
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
      try {
        answerOrThrow(exchange);
      } catch (WeirException e) {
        refuse(exchange, e);
      } catch (RuntimeException e) {
        log.error("{} failed", exchange.getRequestURI(), e);
        send(exchange, FAILED, TEXT, "failed: see the node's log\n");
      }
    }
  }

  private void answerOrThrow(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = path.equals("/drain") || RegionRequests.matches(path) ? "POST" : "GET";
    if (!exchange.getRequestMethod().equals(method)) {
      exchange.getResponseHeaders().set("Allow", method);
      send(exchange, METHOD_NOT_ALLOWED, TEXT, "only " + method + "\n");
      return;
    }
    switch (path) {
      case "/livez" -> send(exchange, OK, TEXT, "alive\n");
      case "/readyz" -> readiness(exchange);
      case "/metrics" -> send(exchange, OK, METRICS, registry.scrape());
      case "/status" -> json(exchange, operations.status());
      case "/ranges" -> json(exchange, operations.ranges());
      case "/top" -> top(exchange);
      case "/regions" -> json(exchange, operations.regions());
      case "/drain" -> drain(exchange);
      default -> {
        if (RegionRequests.matches(path)) {
          order(exchange);
        } else {
          send(exchange, NOT_FOUND, TEXT, PATHS);
        }
      }
    }
  }

  private void readiness(HttpExchange exchange) throws IOException {
    List<Check> results = operations.checks();
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

  private void top(HttpExchange exchange) throws IOException {
    Optional<Integer> limit = limit(exchange.getRequestURI().getQuery());
    if (limit.isEmpty()) {
      send(exchange, BAD_REQUEST, TEXT, "say /top?limit=N with N from 1 to " + MAX_TOP + "\n");
      return;
    }
    json(exchange, operations.top(limit.get()));
  }

  private static Optional<Integer> limit(@Nullable String query) {
    if (query == null) {
      return Optional.of(DEFAULT_TOP);
    }
    if (!query.matches("limit=[0-9]{1,4}")) {
      return Optional.empty();
    }
    int limit = Integer.parseInt(query.substring(query.indexOf('=') + 1));
    return limit < 1 || limit > MAX_TOP ? Optional.empty() : Optional.of(limit);
  }

  private void order(HttpExchange exchange) throws IOException {
    if (isFromWebPage(exchange)) {
      return;
    }
    RegionRequests.Asked asked = RegionRequests.read(exchange.getRequestURI());
    String by =
        "%s at %s"
            .formatted(
                asked.by().isEmpty() ? "somebody" : asked.by(),
                exchange.getRemoteAddress().getAddress().getHostAddress());
    audit.info(
        "{} of region {} asked by {}, port {}",
        asked.command(),
        asked.region(),
        by,
        exchange.getRemoteAddress().getPort());
    json(exchange, operations.order(asked.region(), asked.command(), by));
  }

  /** What was asked cannot be done: 400 for a mistake, 409 for what the node refuses. */
  private static void refuse(HttpExchange exchange, WeirException refusal) throws IOException {
    ErrorCode code = refusal.code();
    byte[] body =
        Documents.write(new RefusalView(code.name(), code.number(), refusal.getMessage()));
    send(exchange, code == ErrorCode.INVALID_ARGUMENT ? BAD_REQUEST : CONFLICT, JSON, body);
  }

  /** A browser says from which page it posts: no page has a reason to change a node. */
  private static boolean isFromWebPage(HttpExchange exchange) throws IOException {
    boolean found = exchange.getRequestHeaders().containsKey("Origin");
    if (found) {
      send(exchange, FORBIDDEN, TEXT, "not from web pages\n");
    }
    return found;
  }

  private void drain(HttpExchange exchange) throws IOException {
    if (isFromWebPage(exchange)) {
      return;
    }
    String query = exchange.getRequestURI().getQuery();
    if (query != null && !query.equals("undo")) {
      send(exchange, BAD_REQUEST, TEXT, "POST to /drain or to /drain?undo\n");
      return;
    }
    boolean away = query == null;
    audit.info("{} asked by {}", away ? "drain" : "undo of drain", exchange.getRemoteAddress());
    json(exchange, operations.drain(away));
  }

  private static void json(HttpExchange exchange, Object document) throws IOException {
    send(exchange, OK, JSON, Documents.write(document));
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
