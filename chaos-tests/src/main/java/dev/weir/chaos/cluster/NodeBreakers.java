package dev.weir.chaos.cluster;

import dev.weir.node.admin.Documents;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * What nodes tell at {@code /regions} of their breakers: which region they trusted from when on,
 * and why. Of a node that cannot be asked, or has no breakers, nothing.
 */
public final class NodeBreakers {

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private static final int OK = 200;
  private static final String TIMELINE = "timeline";

  /**
   * A breaker moved, or the share of a returning region grew.
   *
   * @param atMicros wall time, in microseconds since 1970
   * @param node who tells
   * @param region of which
   * @param what the states that it left and came to, and why, for people
   */
  public record Move(long atMicros, String node, String region, String what) {

    /** Whether the region is trusted no more from now on. */
    public boolean isOpening() {
      return what.toUpperCase(Locale.ROOT).matches("CLOSED\\W+OPEN\\b.*");
    }
  }

  private NodeBreakers() {}

  /** The last moves of a node's breakers, oldest first; blocks, for half a second at most. */
  public static List<Move> of(NodePlan node) {
    URI uri = URI.create("http://" + node.admin() + "/regions");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    try {
      HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return answer.statusCode() == OK
          ? moves(node.id().toString(), Documents.read(answer.body(), Map.class))
          : List.of();
    } catch (IOException | JacksonException _) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** The moves in a document, wherever in it the timeline is. */
  static List<Move> moves(String node, Object document) {
    List<Move> moves = new ArrayList<>();
    if (document instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        if (key.equals(TIMELINE) && value instanceof List<?> list) {
          list.stream().flatMap(each -> move(node, each)).forEach(moves::add);
        } else {
          moves.addAll(moves(node, value));
        }
      });
    } else if (document instanceof List<?> list) {
      list.forEach(each -> moves.addAll(moves(node, each)));
    }
    return moves;
  }

  private static Stream<Move> move(String node, Object entry) {
    return entry instanceof Map<?, ?> map
            && map.get("at") instanceof String at
            && map.get("region") instanceof String region
            && map.get("what") instanceof String what
        ? Stream.of(new Move(micros(at), node, region, what))
        : Stream.empty();
  }

  private static long micros(String at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(at));
  }
}
