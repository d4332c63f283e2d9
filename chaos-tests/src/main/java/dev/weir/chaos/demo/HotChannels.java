package dev.weir.chaos.demo;

import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.node.admin.Documents;
import dev.weir.node.admin.HotChannel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;

/** The channels that are read most, as each node of a region counts them. Blocks. */
final class HotChannels {

  private static final int MOST = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private HotChannels() {}

  /** For people, a line for each channel of each node. */
  static List<String> lines(List<RegionPlan> regions) {
    List<String> lines = new ArrayList<>();
    for (RegionPlan region : regions) {
      for (NodePlan node : region.nodes()) {
        for (HotChannel channel : of(node)) {
          lines.add(
              "%-6s channel %-20s %5d reads/s, %4d of the database, on %d nodes"
                  .formatted(
                      node.id(),
                      channel.channel(),
                      channel.readsPerSecond(),
                      channel.databaseReadsPerSecond(),
                      channel.nodes()));
        }
      }
    }
    return lines.isEmpty() ? List.of("no node counts any") : lines;
  }

  private static List<HotChannel> of(NodePlan node) {
    URI uri = URI.create("http://%s/top?limit=%d".formatted(node.admin(), MOST));
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    try {
      byte[] body = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
      List<HotChannel> channels =
          new ArrayList<>(List.of(Documents.read(body, HotChannel[].class)));
      channels.sort(Comparator.comparingLong(HotChannel::readsPerSecond).reversed());
      return channels;
    } catch (IOException | JacksonException _) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
