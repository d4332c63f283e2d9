package dev.weir.chaos.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** What a node says of itself at {@code /metrics}; nothing while it cannot be asked. */
public final class NodeMetrics {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private final Map<String, Double> values;

  private NodeMetrics(Map<String, Double> values) {
    this.values = values;
  }

  /** Asks a node; blocks, for two seconds at most. */
  public static NodeMetrics of(NodePlan node) {
    URI uri = URI.create("http://" + node.admin() + "/metrics");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    try {
      String body = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return new NodeMetrics(
          body.lines()
              .filter(line -> line.startsWith("weir_"))
              .collect(
                  Collectors.toMap(
                      line -> line.substring(0, line.lastIndexOf(' ')),
                      line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)),
                      (one, other) -> one)));
    } catch (IOException _) {
      return new NodeMetrics(Map.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new NodeMetrics(Map.of());
    }
  }

  /** A value, 0 if there is none. */
  public double value(String series) {
    return values.getOrDefault(series, 0.0);
  }

  /** The sum over all series that begin so. */
  public double sum(String beginning) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(beginning))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** The number of the table that it serves by. */
  public long epoch() {
    return (long) value("weir_ownership_epoch");
  }

  /** How many nodes it sees in its region, itself among them. */
  public long members() {
    return (long) value("weir_ownership_members");
  }

  /** How many ranges it owns. */
  public long owned() {
    return (long) value("weir_ownership_ranges{state=\"owned\"}");
  }
}
