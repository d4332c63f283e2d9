package dev.weir.node.server;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the run of this module's tests if any of them lost a buffer that was not released. Found by
 * JUnit itself; Netty watches every buffer, which the build's arguments ask for.
 */
public final class LeakWatch implements BeforeAllCallback {

  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
  private static final int ROUNDS = 3;
  private static final int PROBES = 8;
  private static final long PATIENCE_MILLIS = 2_000;

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(LeakWatch.class, key -> new EndOfRun());
  }

  /** Closed by JUnit when the last test is over. */
  private static final class EndOfRun implements AutoCloseable {

    EndOfRun() {
      ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(records));
    }

    @Override
    public void close() throws InterruptedException {
      search();
      if (!LEAKS.isEmpty()) {
        throw new AssertionError(
            "%d buffers were not released:%n%s".formatted(LEAKS.size(), String.join("\n", LEAKS)));
      }
    }
  }

  /** Has Netty tell of buffers that nobody can release any more. */
  static void search() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      collectGarbage();
      for (int i = 0; i < PROBES; i++) {
        ByteBufAllocator.DEFAULT.directBuffer(1).release();
      }
    }
  }

  /** Forgets leaks that were expected; whether there were any. */
  static boolean forget(Predicate<String> expected) {
    return LEAKS.removeIf(expected);
  }

  /** Returns when what was garbage before has come to the queues that wait for it. */
  private static void collectGarbage() throws InterruptedException {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    WeakReference<Object> sentinel = new WeakReference<>(new Object(), queue);
    System.gc();
    if (queue.remove(PATIENCE_MILLIS) != sentinel) {
      throw new AssertionError("no garbage was collected in %d ms".formatted(PATIENCE_MILLIS));
    }
  }
}
