package dev.weir.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.client.Channel;
import dev.weir.client.ClientConfig;
import dev.weir.client.WeirClient;
import dev.weir.messages.Message;
import dev.weir.messages.Page;
import dev.weir.messages.Slice;
import dev.weir.messages.WeirException;
import dev.weir.node.ingest.Checkpoints;
import dev.weir.node.ingest.ImportListener;
import dev.weir.node.ingest.ImportOptions;
import dev.weir.node.ingest.ImportSource;
import dev.weir.node.ingest.ImportSummary;
import dev.weir.node.ingest.Importer;
import dev.weir.node.ingest.Patience;
import dev.weir.topology.ChannelId;
import dev.weir.topology.NodeAddress;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Imports a history into {@code weir node --embedded}, cuts the power of node and database in the
 * middle of it, and finds everything that was acknowledged; then again when all is done.
 */
class PowerCutIT {

  private static final int LINES = 12_000;
  private static final int CUT_AFTER = 4_000;

  /** Nobody waits for a node that the test itself has killed. */
  private static final Patience SHORT =
      new Patience(2, Duration.ofMillis(50), Duration.ofMillis(100));

  private final int port = 20_000 + (int) (ProcessHandle.current().pid() % 10_000);
  private final NodePlan plan = NodePlan.local("power-cut", port);
  private final NodeAddress database =
      new NodeAddress("127.4.%d.%d".formatted(port / 256 % 256, 1 + port % 254), 9042);

  @Test
  void whatWasAcknowledged_isThere(@TempDir Path directory) throws Exception {
    List<String> lines = SampleHistory.lines(LINES);
    AtomicLong settled = new AtomicLong();
    EmbeddedProcess first = EmbeddedProcess.start(plan, database, directory);
    try (WeirClient client = client()) {
      importUntilCut(first, client, lines, settled);
    } finally {
      first.kill();
    }
    assertThat(settled.get()).isBetween((long) CUT_AFTER, LINES - 1L);

    EmbeddedProcess second = EmbeddedProcess.start(plan, database, directory);
    try (WeirClient client = client()) {
      List<String> kept = contents(client);
      List<String> acknowledged = SampleHistory.contents(lines.subList(0, (int) settled.get()));
      assertThat(kept.subList(0, acknowledged.size())).isEqualTo(acknowledged);

      ImportSummary rest = importer(client, ImportListener.NONE).run(source(lines), none());
      assertThat(rest.messages()).isEqualTo(LINES);
      assertThat(rest.added()).isEqualTo(LINES - kept.size());
      ImportSummary again = importer(client, ImportListener.NONE).run(source(lines), none());
      assertThat(again.added()).isZero();
    } finally {
      second.kill();
    }

    try (EmbeddedProcess _ = EmbeddedProcess.start(plan, database, directory);
        WeirClient client = client()) {
      assertThat(contents(client)).isEqualTo(SampleHistory.contents(lines));
    }
  }

  private void importUntilCut(
      EmbeddedProcess node, WeirClient client, List<String> lines, AtomicLong settled) {
    ImportListener cut =
        new ImportListener() {
          @Override
          public void settled(long line) {
            if (settled.getAndSet(line) < CUT_AFTER && line >= CUT_AFTER) {
              node.kill();
            }
          }
        };
    try {
      importer(client, cut).run(source(lines), none());
    } catch (WeirException e) {
      assertThat(settled.get()).isGreaterThanOrEqualTo(CUT_AFTER);
    }
  }

  private static Importer importer(WeirClient client, ImportListener listener) {
    return new Importer(
        client,
        client::call,
        ImportOptions.DEFAULT.withWindowLines(500).withPatience(SHORT),
        listener,
        System::nanoTime,
        new SplittableRandom(1));
  }

  private static Checkpoints none() {
    return Checkpoints.none();
  }

  private static ImportSource source(List<String> lines) {
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return ImportSource.of("sample", new ByteArrayInputStream(bytes));
  }

  private WeirClient client() {
    return WeirClient.connect(ClientConfig.of(plan.listen().toString()));
  }

  /** A walk from newest to oldest, told from oldest to newest; each message once, in order. */
  private static List<String> contents(WeirClient client) {
    Channel channel = client.channel(ChannelId.ofName(SampleHistory.CHANNEL));
    List<Message> walked = new ArrayList<>();
    Optional<? extends Slice> slice = Optional.of(Slice.newest());
    while (slice.isPresent()) {
      Page page = channel.page(slice.get(), 500);
      walked.addAll(page.messages());
      slice = page.older();
    }
    List<Message> oldestFirst = walked.reversed();
    for (int i = 1; i < oldestFirst.size(); i++) {
      assertThat(oldestFirst.get(i).id()).isGreaterThan(oldestFirst.get(i - 1).id());
    }
    return oldestFirst.stream().map(Message::content).toList();
  }
}
