package dev.weir.chaos.drill.hands;

import dev.weir.messages.ErrorCode;
import dev.weir.messages.WeirException;
import dev.weir.node.admin.Documents;
import dev.weir.topology.NodeAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Asks nodes' ports for operators; the first to answer decides. Blocks, seconds at most. */
public final class AdminPort {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private static final int OK = 200;

  private AdminPort() {}

  /**
   * Asks for a document.
   *
   * @throws WeirException {@code UNAVAILABLE} if nobody answers, or with what was said instead
   */
  public static <T> T get(List<NodeAddress> nodes, String path, Class<T> type) {
    return ask(nodes, path, false, type);
  }

  /** Asks to do something; the same otherwise. */
  public static <T> T post(List<NodeAddress> nodes, String path, Class<T> type) {
    return ask(nodes, path, true, type);
  }

  private static <T> T ask(List<NodeAddress> nodes, String path, boolean post, Class<T> type) {
    String last = "no node is known";
    for (NodeAddress node : nodes) {
      try {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(URI.create("http://" + node + path)).timeout(PATIENCE);
        HttpResponse<byte[]> answer =
            HTTP.send(
                post ? request.POST(HttpRequest.BodyPublishers.noBody()).build() : request.build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() == OK) {
          return Documents.read(answer.body(), type);
        }
        last = node + ": " + new String(answer.body(), StandardCharsets.UTF_8).strip();
      } catch (IOException | JacksonException e) {
        last = "%s: %s".formatted(node, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new WeirException(ErrorCode.UNAVAILABLE, "interrupted while asking " + node, e);
      }
    }
    throw new WeirException(ErrorCode.UNAVAILABLE, "%s: %s".formatted(path, last));
  }
}
