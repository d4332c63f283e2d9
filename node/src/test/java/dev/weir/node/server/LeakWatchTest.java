package dev.weir.node.server;

import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

/** What watches all other tests can find something. */
class LeakWatchTest {

  private static final String HINT = "lost on purpose";

  @Test
  void buffer_thatIsLost_isFound() {
    lose();
    await()
        .until(() -> {
          LeakWatch.search();
          return LeakWatch.forget(records -> records.contains(HINT));
        });
  }

  private static void lose() {
    var unused = ByteBufAllocator.DEFAULT.directBuffer(1).touch(HINT);
  }
}
