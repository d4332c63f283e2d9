package dev.weir.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.chaos.cluster.Cluster;
import dev.weir.chaos.cluster.ClusterTuning;
import dev.weir.chaos.cluster.NodeMetrics;
import dev.weir.chaos.cluster.NodePlan;
import dev.weir.chaos.cluster.Patience;
import dev.weir.chaos.cluster.RegionPlan;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Delete;
import dev.weir.messages.Edit;
import dev.weir.messages.Get;
import dev.weir.messages.History;
import dev.weir.messages.Message;
import dev.weir.messages.MessageId;
import dev.weir.messages.Slice;
import dev.weir.topology.ChannelId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes of one region that each own everything, because neither knows of the other: every
 * answer is right all the same. The price is counted: reads that meet at no owner cost a query
 * each.
 */
class TwoOwnersIT {

  /** Below those that the system gives to outgoing connections. */
  private static final int BASE_PORT = 23_000 + (int) (ProcessHandle.current().pid() % 500) * 4;

  private static final String DATABASE = "127.7.0." + (1 + ProcessHandle.current().pid() % 250);
  private static final ChannelId CHANNEL = new ChannelId(42);
  private static final int STEPS = 400;

  private long seenMicros;

  @Test
  void everyWrite_isSeenThroughBoth_atOnce(@TempDir Path directory) throws Exception {
    RegionPlan region =
        RegionTrial.plan(2, BASE_PORT, DATABASE)
            .with(Map.of("cluster.discovery", "none", "cluster.members", ""));
    try (Cluster cluster =
            Cluster.start(List.of(region), ClusterTuning.SMALL, directory, step -> {});
        DirectClient one = new DirectClient(region.nodes().get(0).listen());
        DirectClient other = new DirectClient(region.nodes().get(1).listen())) {
      for (NodePlan node : region.nodes()) {
        Patience.await(
            node.id() + " to own everything",
            () -> NodeMetrics.of(node).owned() == 4_096,
            System::nanoTime);
      }
      long before = databaseReads(region);
      long reads = writeAndCompare(List.of(one, other));
      long queries = databaseReads(region) - before;
      assertThat(queries).isEqualTo(reads);
      System.out.printf(
          "%d reads through two owners: %d at the database, none met another%n", reads, queries);
    }
  }

  /** Writes through either, reads through both; returns how many reads it took. */
  private long writeAndCompare(List<DirectClient> nodes) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    Map<MessageId, Message> expected = new TreeMap<>();
    long reads = 0;
    for (int step = 0; step < STEPS; step++) {
      reads += write(nodes.get(random.nextInt(2)), random, step, expected);
      List<Message> newest = new ArrayList<>(expected.values()).reversed();
      List<Message> page = newest.subList(0, Math.min(20, newest.size()));
      for (DirectClient node : nodes) {
        assertThat(node.ask(new History(CHANNEL, Slice.newest(), 20)).messages()).isEqualTo(page);
        reads++;
      }
    }
    for (Message message : expected.values()) {
      assertThat(nodes.get(0).ask(new Get(CHANNEL, message.id())).message()).contains(message);
      reads++;
    }
    return reads;
  }

  /** Returns how many reads it took. */
  private long write(
      DirectClient node, SplittableRandom random, int step, Map<MessageId, Message> expected)
      throws Exception {
    int kind = random.nextInt(4);
    Optional<Message> some =
        expected.isEmpty()
            ? Optional.empty()
            : expected.values().stream().skip(random.nextInt(expected.size())).findFirst();
    // A name is later than every write before it, and so is the end of its millisecond.
    MessageId name = node.name(seenMicros);
    long at = name.unixMicros() + 999;
    seenMicros = at;
    if (kind == 0 && some.isPresent()) {
      node.ask(new Delete(CHANNEL, some.get().id(), at));
      expected.remove(some.get().id());
    } else if (kind == 1 && some.isPresent()) {
      Body body = Body.of("edit " + step);
      node.ask(new Edit(CHANNEL, some.get().id(), body, at));
      Message found = node.ask(new Get(CHANNEL, some.get().id())).message().orElseThrow();
      assertThat(found.body()).isEqualTo(body);
      expected.put(found.id(), found);
      return 1;
    } else {
      node.ask(new Append(CHANNEL, name, step, Body.of("message " + step)));
      expected.put(name, Message.created(name, step, Body.of("message " + step)));
    }
    return 0;
  }

  private static long databaseReads(RegionPlan region) {
    return region.nodes().stream()
        .mapToLong(node -> (long) NodeMetrics.of(node).value("weir_reads_total{at=\"database\"}"))
        .sum();
  }
}
