package dev.weir.node.cli;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.admin.Documents;
import dev.weir.node.admin.RefusalView;
import dev.weir.topology.NodeAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;

/** Asks nodes' ports for operators, over HTTP. Methods block, no longer than the timeout. */
final class AdminClient implements AutoCloseable {

  /** A table of the most ranges is a tenth of it. */
  private static final int MAX_BODY = 8 * 1024 * 1024;

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int SHOWN = 200;
  private static final String JSON = "application/json";

  private final HttpClient http;
  private final Duration timeout;

  AdminClient(Duration timeout) {
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * Asks a node for a document.
   *
   * @throws WeirException {@code NOT_CONNECTED}, {@code DEADLINE_EXCEEDED}; {@code
   *     UNKNOWN_OPERATION}, {@code UNAVAILABLE} or {@code MALFORMED_FRAME} for other answers
   */
  <T> T get(NodeAddress node, String path, Class<T> type) {
    return ask(node, path, HttpRequest.newBuilder(uri(node, path)).GET(), timeout, type);
  }

  /** The same, waiting no longer than this. */
  <T> T get(NodeAddress node, String path, Class<T> type, Duration atMost) {
    Duration wait = atMost.compareTo(timeout) < 0 ? atMost : timeout;
    return ask(node, path, HttpRequest.newBuilder(uri(node, path)).GET(), wait, type);
  }

  /** Asks a node to do something. */
  <T> T post(NodeAddress node, String path, Class<T> type) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(node, path));
    return ask(node, path, request.POST(BodyPublishers.noBody()), timeout, type);
  }

  private static URI uri(NodeAddress node, String path) {
    try {
      return URI.create("http://" + node + path);
    } catch (IllegalArgumentException e) {
      throw new WeirException(
          ErrorCode.INVALID_ARGUMENT,
          "%s is not an address: %s".formatted(node, e.getMessage()),
          e);
    }
  }

  private <T> T ask(
      NodeAddress node, String path, HttpRequest.Builder request, Duration wait, Class<T> type) {
    HttpResponse<byte[]> answer = answer(node, request, wait);
    if (answer.statusCode() != OK) {
      throw refused(node, path, answer);
    }
    try {
      return Documents.read(answer.body(), type);
    } catch (JacksonException e) {
      throw new WeirException(
          ErrorCode.MALFORMED_FRAME,
          "%s%s answers something else: is it a node's port for operators? %s"
              .formatted(node, path, e.getOriginalMessage()),
          e);
    }
  }

  private HttpResponse<byte[]> answer(
      NodeAddress node, HttpRequest.Builder request, Duration wait) {
    // The request's own timeout would end with the answer's headers.
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY));
    try {
      return answer.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late(node, wait, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof HttpTimeoutException
          ? late(node, wait, e)
          : unreachable(node, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.CLIENT_CLOSED, "interrupted while asking " + node, e);
    } finally {
      answer.cancel(true);
    }
  }

  private static WeirException late(NodeAddress node, Duration wait, Exception e) {
    return new WeirException(
        ErrorCode.DEADLINE_EXCEEDED,
        "%s did not answer operators within %d ms".formatted(node, wait.toMillis()),
        e);
  }

  private static WeirException unreachable(NodeAddress node, Throwable cause) {
    if (cause instanceof ConnectException) {
      return new WeirException(
          ErrorCode.NOT_CONNECTED, "nobody answers operators at " + node, cause);
    }
    if (cause instanceof IOException) {
      return new WeirException(
          ErrorCode.NOT_CONNECTED,
          "no answer for operators from %s: %s".formatted(node, cause.getMessage()),
          cause);
    }
    return new WeirException(ErrorCode.INTERNAL, "cannot ask %s: %s".formatted(node, cause), cause);
  }

  private static WeirException refused(NodeAddress node, String path, HttpResponse<byte[]> answer) {
    if (answer.headers().firstValue("Content-Type").filter(JSON::equals).isPresent()) {
      return refused(node, answer.body());
    }
    ErrorCode code =
        answer.statusCode() == NOT_FOUND ? ErrorCode.UNKNOWN_OPERATION : ErrorCode.UNAVAILABLE;
    String body = new String(answer.body(), StandardCharsets.UTF_8).strip();
    return new WeirException(
        code,
        "%s answers %s with %d: %s"
            .formatted(
                node,
                path,
                answer.statusCode(),
                body.substring(0, Math.min(SHOWN, body.length()))));
  }

  /** A refusal of the node itself, in its own words. */
  private static WeirException refused(NodeAddress node, byte[] body) {
    try {
      RefusalView refusal = Documents.read(body, RefusalView.class);
      ErrorCode code = ErrorCode.of(refusal.number()).orElse(ErrorCode.UNAVAILABLE);
      return new WeirException(code, refusal.message());
    } catch (JacksonException e) {
      return new WeirException(
          ErrorCode.MALFORMED_FRAME, node + " refuses, and its reason cannot be read", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
