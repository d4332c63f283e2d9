package dev.weir.chaos.bench;

import dev.weir.chaos.cluster.NodePlan;
import dev.weir.messages.Append;
import dev.weir.messages.Body;
import dev.weir.messages.Get;
import dev.weir.messages.MessageId;
import dev.weir.topology.ChannelId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes to one node again and again, channel after channel, and remembers what was acknowledged.
 */
final class SideOfASplit implements AutoCloseable {

  private static final int CHANNELS = 50;
  private static final long PAUSE_NANOS = 3_000_000;

  private final NodePlan node;
  private final Thread writer;
  private final Queue<Append> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong count = new AtomicLong();
  private volatile boolean stopping;

  SideOfASplit(NodePlan node) {
    this.node = node;
    this.writer = Thread.ofVirtual().name("writer to " + node.id()).start(this::write);
  }

  private void write() {
    try (DirectClient client = new DirectClient(node.listen())) {
      while (!stopping) {
        long number = count.get();
        ChannelId channel = new ChannelId(1 + number % CHANNELS);
        MessageId id = client.name(0);
        Append append = new Append(channel, id, number, Body.of(node.id() + " " + number));
        client.ask(append);
        acknowledged.add(append);
        count.incrementAndGet();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      failures.add(e.toString());
    }
  }

  /** Messages acknowledged so far. */
  long acknowledged() {
    return count.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** What was acknowledged here and cannot be read, or not as it was written, through a node. */
  List<Append> missingAt(NodePlan reader) throws IOException {
    List<Append> missing = new ArrayList<>();
    try (DirectClient client = new DirectClient(reader.listen())) {
      for (Append append : acknowledged) {
        boolean there =
            client
                .ask(new Get(append.channel(), append.id()))
                .message()
                .filter(found -> found.body().equals(append.body()))
                .isPresent();
        if (!there) {
          missing.add(append);
        }
      }
    }
    return missing;
  }

  @Override
  public void close() throws InterruptedException {
    stopping = true;
    writer.join();
  }
}
